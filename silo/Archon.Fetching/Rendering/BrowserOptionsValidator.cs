using Microsoft.Extensions.Options;

namespace Archon.Fetching.Rendering;

[OptionsValidator]
internal sealed partial class BrowserOptionsValidator : IValidateOptions<BrowserOptions>;
