import Assuring
import Augmenting
import Collecting
import Formats
import Preparing
import Records
import Shipping
import Suggesting

/// Every extension point by name, for lists, help, documents and law tests. Derived from the stages' own catalogues.
public enum Catalogs {
    public struct Entry: Codable, Sendable, Hashable {
        public var name: String
        public var summary: String
    }

    public static let all: [String: [Entry]] = [
        "formats": FormatCatalog.all.map { Entry(name: $0.name, summary: $0.summary) },
        "shipping": ShipFormatCatalog.all.map { Entry(name: $0.card.name, summary: $0.card.summary) },
        "agreement": AgreementCatalog.allVariants.map { Entry(name: $0.fullName, summary: $0.summary) },
        "part-agreement": PartAgreementCatalog.allVariants.map { Entry(name: $0.fullName, summary: $0.summary) },
        "augmentations": AugmentationCatalog.all.map { Entry(name: $0.name, summary: $0.summary) },
        "consensus": ConsensusCatalog.all.map { Entry(name: $0.name, summary: $0.summary) },
        "part-consensus": PartConsensusCatalog.allVariants.map { Entry(name: $0.fullName, summary: $0.summary) },
        "filters": LabelIssueCatalog.all.map { Entry(name: $0.name, summary: $0.summary) },
        "scores": LabelQualityCatalog.all.map { Entry(name: $0.name, summary: $0.summary) },
        "sources": SourceCatalog.all.map { Entry(name: $0.name, summary: $0.summary) } + SourceCatalog.images.map { Entry(name: $0.name, summary: $0.summary) },
        "steps": StepCatalog.all.map { Entry(name: $0.name, summary: $0.summary) },
        "checks": TextCheckCatalog.all.map { Entry(name: "text.\($0.name)", summary: $0.summary) }
            + ImageCheckCatalog.all.map { Entry(name: "image.\($0.name)", summary: $0.summary) },
        "strategies": StrategyCatalog.all.map { Entry(name: $0.name, summary: $0.summary) },
        "jobs": JobCatalog.all.map { Entry(name: $0.name, summary: $0.summary) },
    ]
}
