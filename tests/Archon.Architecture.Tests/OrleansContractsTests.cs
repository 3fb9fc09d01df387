using System.Reflection;
using System.Text;

namespace Archon.Architecture.Tests;

/// <summary>
/// The wire identity of every contract, kept in <c>OrleansContracts.txt</c> so that a change of it is seen in review. To accept
/// an intended change, run the tests with ARCHON_ACCEPT_CONTRACTS=1 and commit the file.
/// </summary>
public sealed class OrleansContractsTests
{
    private static readonly string File = Path.Combine(RepositoryRoot.Path, "grain-interfaces", "Archon.GrainInterfaces", "OrleansContracts.txt");

    [Fact]
    public void Contracts_AreTheOnesReviewed()
    {
        var actual = Describe();
        if (Environment.GetEnvironmentVariable("ARCHON_ACCEPT_CONTRACTS") == "1")
        {
            System.IO.File.WriteAllText(File, actual);
        }

        Assert.Equal(System.IO.File.ReadAllText(File), actual);
    }

    [Fact]
    public void Aliases_AreUsedOnce()
    {
        var aliases = MessageShapeTests.Types().Select(type => type.GetCustomAttribute<AliasAttribute>()?.Alias).OfType<string>().ToArray();

        Assert.Equal(aliases.Distinct(StringComparer.Ordinal), aliases);
    }

    private static string Describe()
    {
        var text = new StringBuilder();
        foreach (var type in MessageShapeTests.Types().Where(type => Alias(type) is not null).OrderBy(Alias, StringComparer.Ordinal))
        {
            text.Append(Alias(type)).Append('\n');
            var lines = type switch
            {
                { IsInterface: true } => type.GetMethods().Select(method =>
                    $"  {Alias(method)}({string.Join(", ", method.GetParameters().Select(parameter => Name(parameter.ParameterType)))}): {Name(method.ReturnType)}"),
                { IsEnum: true } => Enum.GetNames(type).Select(name => $"  {Convert.ToInt32(Enum.Parse(type, name), System.Globalization.CultureInfo.InvariantCulture):000} {name}"),
                _ => type.GetProperties().Where(property => property.GetCustomAttribute<IdAttribute>() is not null)
                    .Select(property => $"  {property.GetCustomAttribute<IdAttribute>()!.Id:00} {property.Name}: {Name(property.PropertyType)}"),
            };
            foreach (var line in lines.Order(StringComparer.Ordinal))
            {
                text.Append(line).Append('\n');
            }
        }

        return text.ToString();
    }

    private static string? Alias(MemberInfo member) => member.GetCustomAttribute<AliasAttribute>()?.Alias;

    private static string Name(Type type) => type.IsGenericType
        ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
        : type.Name;
}
