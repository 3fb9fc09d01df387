using System.Reflection;
using Archon.Gateway.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace Archon.Gateway.Requests;

/// <summary>Refuses members of the query that an address does not know: a filter with a mistake in its name would be no filter.</summary>
internal static class KnownQuery
{
    /// <summary>Lets every address of the group take the members alone that its handler names.</summary>
    public static RouteGroupBuilder RefuseUnknownQuery(this RouteGroupBuilder routes)
    {
        routes.AddEndpointFilterFactory((endpoint, next) =>
        {
            // A handler's strings are members of the path or of the query, unless they say that they are headers.
            string[] texts =
            [
                .. endpoint.MethodInfo.GetParameters()
                    .Where(parameter => parameter.ParameterType == typeof(string) && !parameter.GetCustomAttributes().OfType<IFromHeaderMetadata>().Any())
                    .Select(parameter => parameter.Name!),
            ];
            return context => FindUnknown(context.HttpContext.Request, texts) is { } problem ? ValueTask.FromResult<object?>(problem) : next(context);
        });
        return routes;
    }

    private static IResult? FindUnknown(HttpRequest request, string[] texts)
    {
        foreach (var name in request.Query.Keys)
        {
            string[] known = [.. texts.Where(text => !request.RouteValues.ContainsKey(text))];
            if (!known.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                return Problem.Invalid(
                    name,
                    $"The query member '{QueryMembers.Short(name)}' is unknown. {(known.Length == 0 ? $"{request.Path} takes none" : $"Known are {string.Join(", ", known)}")}.");
            }
        }

        return null;
    }
}
