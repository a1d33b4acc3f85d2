import Assuring
import Augmenting
import Collecting
import Formats
import Media
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

    /// A method of texts by itself and in each other form.
    private static func forms(_ method: any TextConsensusMethod) -> [Entry] {
        let forms = type(of: method).variants.map { "\(method.name):\($0)" }
        return ([method.name] + forms).map { Entry(name: $0, summary: method.summary) }
    }

    private static func methods(_ verb: TableMethod.Verb) -> [Entry] { TableMethodCatalog.of(verb).map { Entry(name: $0.name, summary: $0.summary) } }

    /// Whether a catalogue takes a name: that of an entry, or what others call one (`light-kappa`, `icc:2,1`).
    public static func takes(_ name: String, in catalog: String) -> Bool {
        switch catalog {
        case "agreement": AgreementCatalog.named(name) != nil
        case "number-agreement": NumberAgreementCatalog.named(name) != nil
        default: all[catalog]?.contains { $0.name == name } ?? false
        }
    }

    public static let all: [String: [Entry]] = [
        "formats": FormatCatalog.all.map { Entry(name: $0.name, summary: $0.summary) },
        "shipping": ShipFormatCatalog.all.map { Entry(name: $0.card.name, summary: $0.card.summary) },
        "agreement": AgreementCatalog.allVariants.map { Entry(name: $0.fullName, summary: $0.summary) },
        "part-agreement": PartAgreementCatalog.allVariants.map { Entry(name: $0.fullName, summary: $0.summary) },
        "number-agreement": NumberAgreementCatalog.allVariants.map { Entry(name: $0.fullName, summary: $0.summary) },
        "text-agreement": TextAgreementCatalog.all.map { Entry(name: $0.name, summary: $0.summary) },
        "augmentations": AugmentationCatalog.all.map { Entry(name: $0.name, summary: $0.summary) },
        "consensus": ConsensusCatalog.all.map { Entry(name: $0.name, summary: $0.summary) },
        "part-consensus": PartConsensusCatalog.allVariants.map { Entry(name: $0.fullName, summary: $0.summary) },
        "model-consensus": [Entry(name: Crowdlab.name, summary: Crowdlab.summary)],
        "number-consensus": NumberConsensusCatalog.all.map { Entry(name: $0.name, summary: $0.summary) },
        "text-consensus": TextConsensusCatalog.all.flatMap(forms),
        "rank-consensus": RankConsensusCatalog.all.map { Entry(name: $0.name, summary: $0.summary) },
        "pair-ranking": PairRankingCatalog.all.map { Entry(name: $0.name, summary: $0.summary) },
        "filters": LabelIssueCatalog.all.map { Entry(name: $0.name, summary: $0.summary) },
        "scores": LabelQualityCatalog.all.map { Entry(name: $0.name, summary: $0.summary) },
        "dataset-issues": DatasetIssueCatalog.all.map { Entry(name: $0.name, summary: $0.summary) },
        "error-tasks": LabelErrorTask.allCases.map { Entry(name: $0.name, summary: $0.summary) },
        "regression-scores": RegressionScore.allCases.map { Entry(name: $0.name, summary: $0.summary) },
        "sources": SourceCatalog.all.map { Entry(name: $0.name, summary: $0.summary) } + SourceCatalog.images.map { Entry(name: $0.name, summary: $0.summary) },
        "steps": StepCatalog.all.map { Entry(name: $0.name, summary: $0.summary) },
        "checks": TextCheckCatalog.all.map { Entry(name: "text.\($0.name)", summary: $0.summary) }
            + ImageCheckCatalog.all.map { Entry(name: "image.\($0.name)", summary: $0.summary) }
            + AudioCheckCatalog.all.map { Entry(name: "audio.\($0.name)", summary: $0.summary) }
            + VideoCheckCatalog.all.map { Entry(name: "video.\($0.name)", summary: $0.summary) }
            + DocumentCheckCatalog.all.map { Entry(name: "document.\($0.name)", summary: $0.summary) }
            + PointCloudCheckCatalog.all.map { Entry(name: "points.\($0.name)", summary: $0.summary) },
        "drift": DriftMeasure.allCases.map { Entry(name: $0.rawValue, summary: $0.summary) },
        "personal-data": PersonalDataCatalog.all.map { Entry(name: $0.name, summary: $0.summary) },
        "metadata-entities": MetadataEntity.allCases.map { Entry(name: $0.rawValue, summary: $0.summary) },
        "covers": PictureCover.allCases.map { Entry(name: $0.rawValue, summary: $0.summary) } + SoundCover.allCases.map { Entry(name: $0.rawValue, summary: $0.summary) },
        "operators": PersonalDataOperatorCatalog.all.map { Entry(name: $0.name, summary: $0.summary) },
        "text-rules": TextRuleCatalog.all.map { Entry(name: $0.name, summary: "\($0.family.rawValue): \($0.definition)") },
        "imputation": methods(.impute), "outliers": methods(.outliers), "encoding": methods(.encode), "scaling": methods(.scale), "balancing": methods(.balance),
        "selection": SelectionCatalog.all.map { Entry(name: $0.name, summary: $0.summary) },
        "stopping": StoppingCatalog.all.map { Entry(name: $0.name, summary: $0.summary) },
        "strategies": StrategyCatalog.all.map { Entry(name: $0.name, summary: $0.summary) },
        "models": ModelCatalog.all.map { Entry(name: $0.name, summary: $0.summary) },
        "calibration": ScoreCalibrationMethod.allCases.map { Entry(name: $0.rawValue, summary: $0.summary) },
        "jobs": JobCatalog.all.map { Entry(name: $0.name, summary: $0.summary) },
    ]
}
