using Microsoft.Extensions.Options;

namespace Archon.Fetching;

[OptionsValidator]
internal sealed partial class FetchOptionsValidator : IValidateOptions<FetchOptions>;
