using Archon.Cli;

return await CommandLine.RunAsync(args);
