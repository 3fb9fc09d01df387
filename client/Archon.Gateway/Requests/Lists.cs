using Archon.Client;
using Archon.Gateway.Problems;
using Archon.GrainInterfaces.Library;
using Microsoft.AspNetCore.Http;

namespace Archon.Gateway.Requests;

/// <summary>Answers lists.</summary>
internal static class Lists
{
    /// <summary>The list as JSON; limit and names were checked before, so what the library still refuses is the cursor.</summary>
    public static async Task<IResult> AnswerAsync<T>(Func<Task<Listing<T>>> ask)
    {
        try
        {
            return Results.Json(await ask(), ArchonJson.Options);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            return Problem.Invalid("cursor", "The cursor is not one this list gave out. Take nextCursor from an answer as it is, or leave it out to begin.");
        }
    }
}
