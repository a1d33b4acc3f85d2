import ArgumentParser
import Records
import Workflows

extension DuplicateWord: ExpressibleByArgument {}

/// Keeping one of each group of a project: told first, done with `--apply`.
extension DedupCommand {
    func decide(_ word: DuplicateWord) async throws {
        let (workflows, actor, project) = try await options.open()
        guard apply else { return try await foresee(word, workflows, actor, project) }
        let jobs = try await workflows.runToEnd([workflows.decideAllDuplicates(of: project, as: actor, keep: word)], "deciding")
        if options.json { return try Output.json(jobs) }
        for job in jobs {
            func count(_ name: String) -> Int64 { job.report[name]?.int ?? 0 }
            Output.say("\(count("groups")) groups: \(count("setAside")) items set aside, \(count("answered")) of them with answers; \(count("broughtBack")) brought back")
        }
    }

    private func foresee(_ word: DuplicateWord, _ workflows: Workflows, _ actor: Actor, _ project: String) async throws {
        let foresight = try await workflows.foreseeDuplicates(of: project, as: actor)
        if options.json { return try Output.json(foresight) }
        switch word {
        case .first, .largest, .answered:
            guard let effect = foresight.effects.first(where: { $0.keep == word }) else { return }
            Output.say("\(foresight.groups) groups: \(effect.setAside) items would be set aside, \(effect.answered) of them with answers, \(effect.gold) with a known answer")
        case .all: Output.say("\(foresight.groups) groups: every member would be kept")
        case .open: Output.say("\(foresight.decided) groups would wait for a word again, \(foresight.isAside) items be brought back")
        }
        Output.say("nothing is changed without `--apply`")
    }
}
