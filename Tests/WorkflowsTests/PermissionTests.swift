import Records
import Testing

@testable import Workflows

struct UseCase: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var needs: Permission
    var run: @Sendable (Workflows, Actor) async throws -> Void

    init(_ name: String, _ needs: Permission, _ run: @escaping @Sendable (Workflows, Actor) async throws -> Void) {
        testDescription = name
        self.needs = needs
        self.run = run
    }

    static let all: [UseCase] = [
        UseCase("look at the overview", .readProject) { _ = try await $0.overview(of: "birds", as: $1) },
        UseCase("page through items", .readProject) { _ = try await $0.items(of: "birds", as: $1, ItemQuery()) },
        UseCase("read findings", .readProject) { _ = try await $0.findings(of: "birds", as: $1) },
        UseCase("read duplicates", .readProject) { _ = try await $0.duplicates(of: "birds", as: $1) },
        UseCase("see what is covered", .readProject) { _ = try await $0.coverage(of: "birds", as: $1) },
        UseCase("see the profile", .readProject) { _ = try await $0.profile(of: "birds", as: $1) },
        UseCase("see the splits", .readProject) { _ = try await $0.splits(of: "birds", as: $1) },
        UseCase("compare groups", .readProject) { _ = try await $0.bias(of: "birds", as: $1) },
        UseCase("read runs", .readProject) { _ = try await $0.runs(of: "birds", as: $1) },
        UseCase("list jobs", .readProject) { _ = try await $0.jobs(of: "birds", as: $1) },
        UseCase("measure agreement", .readProject) { _ = try await $0.agreement(of: "birds", as: $1) },
        UseCase("see agreement over time", .readProject) { _ = try await $0.agreementHistory(of: "birds", as: $1) },
        UseCase("read the definition as a file", .readProject) { _ = try await $0.definitionYAML("birds", as: $1) },
        UseCase("list commits", .readProject) { _ = try await $0.commits(of: "birds", as: $1) },
        UseCase("compare commits", .readProject) { _ = try await $0.diff("birds", as: $1) },
        UseCase("evaluate", .readProject) { _ = try await $0.evaluate("birds", as: $1) },
        UseCase("take work", .label) { _ = try await $0.next(in: "birds", as: $1) },
        UseCase("see disagreements", .review) { _ = try await $0.disagreements(of: "birds", as: $1) },
        UseCase("judge annotators", .review) { _ = try await $0.annotators(of: "birds", as: $1) },
        UseCase("see the review queue", .review) { _ = try await $0.reviews(of: "birds", as: $1) },
        UseCase("adjudicate", .review) { _ = try await $0.adjudicate(ItemID(raw: 1), in: "birds", as: $1, annotation: Annotation()) },
        UseCase("judge", .review) { _ = try await $0.judge(RevisionID(raw: 1), in: "birds", as: $1, outcome: .accept) },
        UseCase("judge suspects", .review) { _ = try await $0.judgeSuspects([], in: "birds", as: $1, word: .keep) },
        UseCase("take back a word on suspects", .review) { _ = try await $0.undoSuspects(in: "birds", as: $1, revisions: [RevisionID(raw: 1)]) },
        UseCase("see personal data", .review) { _ = try await $0.personalData(of: "birds", as: $1) },
        UseCase("say what is personal", .review) { _ = try await $0.decidePersonalData([PersonalPlaceID(raw: 1)], in: "birds", as: $1, word: .personal) },
        UseCase("collect", .manageProject) { _ = try await $0.collect("birds", as: $1) },
        UseCase("augment", .manageProject) { _ = try await $0.augment("birds", as: $1) },
        UseCase("prepare", .manageProject) { _ = try await $0.prepare("birds", as: $1) },
        UseCase("run consensus", .manageProject) { _ = try await $0.runConsensus("birds", as: $1) },
        UseCase("look for label errors", .manageProject) { _ = try await $0.labelErrors(in: "birds", as: $1) },
        UseCase("suggest", .manageProject) { _ = try await $0.suggest("birds", as: $1) },
        UseCase("accept suggestions", .manageProject) { _ = try await $0.acceptSuggestions(in: "birds", as: $1) },
        UseCase("queue the uncertain", .manageProject) { _ = try await $0.queueUncertain(in: "birds", as: $1) },
        UseCase("pick items", .manageProject) { _ = try await $0.select(in: "birds", as: $1, SelectionSettings(method: "margin")) },
        UseCase("see whether enough is labelled", .manageProject) { _ = try await $0.stopping(of: "birds", as: $1) },
        UseCase("commit", .manageProject) { _ = try await $0.commit("birds", as: $1, message: "a state") },
        UseCase("restore", .manageProject) { _ = try await $0.restore("HEAD", in: "birds", as: $1) },
        UseCase("change the definition", .manageProject) {
            _ = try await $0.applyDefinition(as: $1, project: "birds", yaml: Aviary.definition(objective: "Name it"), expectedVersion: nil)
        },
        UseCase("ship", .ship) { _ = try await $0.ship("birds", as: $1, format: "jsonl") },
        UseCase("list shipments", .ship) { _ = try await $0.shipments(of: "birds", as: $1) },
        UseCase("make a project", .manageWorkspace) { _ = try await $0.createProject(as: $1, yaml: Aviary.definition()) },
        UseCase("list all people", .manageWorkspace) { _ = try await $0.people(as: $1) },
        UseCase("read the audit chain", .manageWorkspace) { _ = try await $0.auditEntries(as: $1) },
    ]
}

@Suite("Who may do what")
struct PermissionTests {
    @Test("a use case lets in the roles that have its permission, and no other", arguments: UseCase.all)
    func roles(useCase: UseCase) async throws {
        let aviary = try await Aviary()
        try await aviary.items(2)
        for role in Role.allCases {
            let actor = try await aviary.person("one-\(role.rawValue)", role)
            let code = await aviary.code { try await useCase.run(aviary.workflows, actor) }
            if role.permissions.contains(useCase.needs) {
                #expect(code != "permission.missing" && code != "project.unknown", "\(role)")
            } else {
                #expect(code == "permission.missing", "\(role)")
            }
        }
    }

    @Test("a project one has no part in looks like none", arguments: UseCase.all.filter { $0.needs != .manageWorkspace })
    func strangers(useCase: UseCase) async throws {
        let aviary = try await Aviary()
        let stranger = Actor(person: PersonID(raw: 7), name: "stranger", isOwner: false, roles: [ProjectID(raw: 9): .manager])
        #expect(await aviary.code { try await useCase.run(aviary.workflows, stranger) } == "project.unknown")
    }

    @Test("a token never does more than its scope, whoever made it")
    func scopes() async throws {
        let aviary = try await Aviary()
        var manager = try await aviary.person("max", .manager)
        manager.scope = [.readProject]
        _ = try await aviary.workflows.overview(of: "birds", as: manager)
        let narrow = manager
        #expect(await aviary.code { _ = try await aviary.workflows.commit("birds", as: narrow, message: "no") } == "permission.missing")
    }

    @Test("nobody gives a role that is not below their own")
    func grants() async throws {
        let aviary = try await Aviary()
        let manager = try await aviary.person("max", .manager)
        _ = try await aviary.person("ada")
        try await aviary.workflows.setRole(as: manager, project: "birds", login: "ada", role: .reviewer)
        for role in [Role.owner, .manager] {
            #expect(await aviary.code { try await aviary.workflows.setRole(as: manager, project: "birds", login: "ada", role: role) } == "role.too-high")
        }
    }
}
