using Microsoft.Extensions.Options;

namespace Archon.Silo.Secrets;

[OptionsValidator]
internal sealed partial class SecretOptionsValidator : IValidateOptions<SecretOptions>;
