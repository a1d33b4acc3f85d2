import Preparing
import Records

/// Whether a definition declares `personal-data`, and what is looked for then.
///
/// Where it cannot be looked for (names are asked for, and their model is gone from this machine), nothing is shown to those
/// who would get it masked, and nothing is shipped: they are told what is missing.
enum DeclaredPersonalData: Sendable {
    case no
    case texts(PersonalTexts)
    case lacking(WorkflowError)

    init(_ definition: TaskDefinition, _ models: ModelFolder) {
        guard let declared = definition.prepare.first(where: { $0.step == PersonalDataStep.name }) else { self = .no; return }
        do { self = .texts(try PersonalTexts(declared.settings, models)) } catch let error as WorkflowError { self = .lacking(error) } catch {
            let findings = (error as? Finding).map { [$0] } ?? []
            self = .lacking(WorkflowError(.unprocessable, "personal.settings", "step `personal-data` cannot look: \(error)", findings: findings))
        }
    }

    var isDeclared: Bool { if case .no = self { false } else { true } }
    var isLacking: Bool { if case .lacking = self { true } else { false } }

    /// nil where nothing is looked for.
    func texts() throws -> PersonalTexts? {
        switch self {
        case .no: nil
        case .texts(let texts): texts
        case .lacking(let error): throw error
        }
    }
}
