using System.Runtime.CompilerServices;
using Archon.Silo.Surveying;
using Archon.Storage.Postgres.Knowledge;

namespace Archon.Cli.Diagnosis;

/// <summary>The models that a node would ask, each once: the embedder, and as far as they are set the chat model and the re-ranker.</summary>
internal static class ModelChecks
{
    /// <param name="conflict">Why the database refuses the embedder, when it does.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async IAsyncEnumerable<Check> RunAsync(ModelConflict? conflict, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return Embedder(await EmbedderSurvey.ReadAsync(cancellationToken), conflict);
        if (await ChatModelSurvey.ReadAsync(cancellationToken) is { } chat)
        {
            yield return Server(
                "Chat model", chat, "Archon:Summaries", "Code examples and sources wait for their summaries; those that are made of the pages are shown meanwhile.");
        }

        if (await RerankerSurvey.ReadAsync(cancellationToken) is { } reranker)
        {
            yield return Server("Re-ranker", reranker, "Archon:Reranking", "Searches are answered in their own order meanwhile.");
        }
    }

    private static Check Embedder(EmbedderFacts facts, ModelConflict? conflict) => facts switch
    {
        { Fault: { } fault, IsWrongSetting: true } => Check.Fail("Embedder", fault, "Correct Archon:Embeddings; a node with it does not start, so nothing is searched or crawled."),
        { Fault: { } fault, IsBuiltIn: false } => Check.Fail(
            "Embedder", fault, "Check Archon:Embeddings and the server or model it names. What is stored waits for its vectors, and is found by its words meanwhile."),
        { Fault: { } fault } => Check.Fail("Embedder", fault, "Report this: the built-in embedder must."),
        _ when conflict is not null => Check.Fail("Embedder", conflict.Finding, conflict.Remedy),
        _ => Check.Ok("Embedder", $"{facts.Model}, {facts.Dimensions} dimensions"),
    };

    private static Check Server(string name, ModelServerFacts facts, string section, string meanwhile) => facts switch
    {
        { Fault: { } fault, IsWrongSetting: true } => Check.Fail(name, fault, $"Correct {section}; a node with it does not start."),
        { Fault: { } fault, IsLate: true } => Check.Warn(name, fault, $"A node waits longer, as {section}:Timeout says; see whether that server is overloaded. {meanwhile}"),
        { Fault: { } fault } => Check.Fail(name, fault, $"Check {section} and the server or model it names. {meanwhile}"),
        _ => Check.Ok(name, $"{facts.Name} answers"),
    };
}
