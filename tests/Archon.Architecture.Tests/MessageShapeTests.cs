using System.Reflection;
using System.Runtime.CompilerServices;
using Archon.GrainInterfaces.Crawling;

namespace Archon.Architecture.Tests;

/// <summary>What every message and grain interface looks like, so that silos of two versions understand each other.</summary>
public sealed class MessageShapeTests
{
    public static TheoryData<Type> Messages() =>
        [.. Types().Where(type => type is { IsClass: true, IsAbstract: false } && type.GetMethod("<Clone>$") is not null)];

    public static TheoryData<Type> Enums() => [.. Types().Where(type => type.IsEnum)];

    public static TheoryData<Type> Interfaces() => [.. Types().Where(type => type.IsInterface)];

    [Theory, MemberData(nameof(Messages))]
    public void Message_IsASealedImmutableRecordWithAnAlias(Type type)
    {
        Assert.True(type.IsSealed);
        Assert.NotNull(type.GetCustomAttribute<GenerateSerializerAttribute>());
        Assert.NotNull(type.GetCustomAttribute<ImmutableAttribute>());
        Assert.StartsWith("archon.", type.GetCustomAttribute<AliasAttribute>()?.Alias, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Messages))]
    public void Message_NumbersEveryMember(Type type)
    {
        var members = type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(IsStored).ToArray();

        Assert.All(members, member => Assert.NotNull(member.GetCustomAttribute<IdAttribute>()));
        Assert.Equal(members.Length, members.Select(member => member.GetCustomAttribute<IdAttribute>()!.Id).Distinct().Count());
    }

    [Theory, MemberData(nameof(Messages))]
    public void Message_HasNoPositionalMembers(Type type) => Assert.DoesNotContain(type.GetConstructors(), constructor => constructor.GetParameters().Length > 0);

    [Theory, MemberData(nameof(Enums))]
    public void Enum_HasAnAlias(Type type) => Assert.NotNull(type.GetCustomAttribute<AliasAttribute>());

    [Theory, MemberData(nameof(Interfaces))]
    public void GrainInterface_PinsItsNameAndItsMethods(Type type)
    {
        Assert.NotNull(type.GetCustomAttribute<AliasAttribute>());
        Assert.NotNull(type.GetCustomAttribute<GrainInterfaceTypeAttribute>());
        Assert.All(type.GetMethods(), method => Assert.NotNull(method.GetCustomAttribute<AliasAttribute>()));
    }

    internal static IEnumerable<Type> Types() =>
        typeof(ICrawlGrain).Assembly.GetExportedTypes().Where(type => type.Namespace?.StartsWith("Archon.", StringComparison.Ordinal) == true);

    private static bool IsStored(PropertyInfo property) =>
        property.Name != "EqualityContract" && property.SetMethod is not null
        && property.GetMethod!.GetCustomAttribute<CompilerGeneratedAttribute>() is not null;
}
