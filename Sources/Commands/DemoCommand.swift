import ArgumentParser
import Foundation
import Records
import Workflows

/// `winnow demo`: make a workspace from the examples, ready to label; harmless when run again.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "Make a workspace from the examples, ready to label; harmless when run again",
        discussion: "Example: winnow demo --workspace demo-workspace --examples examples")

    @Option(help: ArgumentHelp("Folder of the workspace", valueName: "folder")) var workspace = "demo-workspace"
    @Option(help: ArgumentHelp("Folder that holds the example projects", valueName: "folder")) var examples = "examples"

    func run() async throws {
        let actor = Actor.local
        guard FileManager.default.fileExists(atPath: examples) else {
            throw WorkflowError(.notFound, "demo.no-examples", "there is no folder `\(examples)`", hint: "name the folder `examples` of the checkout with `--examples`")
        }
        let exists = FileManager.default.fileExists(atPath: workspace + "/winnow.sqlite")
        let workflows = exists ? try await Workflows.open(workspace: workspace) : try await Workflows.create(workspace: workspace)
        // One without items was left by a run that was interrupted.
        let known = Set(try await workflows.projects(as: actor).projects.filter { $0.counts.items > 0 }.map(\.slug))
        for name in try FileManager.default.contentsOfDirectory(atPath: examples).sorted() {
            let definition = "\(examples)/\(name)/winnow.yaml"
            guard FileManager.default.fileExists(atPath: definition) else { continue }
            guard !known.contains(name) else {
                Output.say("project `\(name)` is there already")
                continue
            }
            let applied = try await DefinitionFile(path: definition).apply(in: workflows, as: actor)
            try await workflows.runToEnd(workflows.collect(applied.slug, as: actor), "collecting", .bytes)
            try await workflows.runToEnd([workflows.prepare(applied.slug, as: actor)], "preparing")
            Output.say("made project `\(applied.slug)` from `\(definition)`")
        }
        try await workflows.close()
    }
}
