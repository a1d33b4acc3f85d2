/// Definitions read from JSON: a key that is not there reads as its default, so that a definition stored by an earlier
/// version of the program, or sent by a client that leaves out what it does not care for, still reads.
///
/// Writing is left to the compiler: every property under its own name.
extension TaskDefinition {
    private enum Key: String, CodingKey {
        case project, objective, purpose, metric, use, media, questions, environments, guidelines, sources, prepare, labelling, consensus, splits, augment, weak, ship
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        self.init(
            project: try container.decode(String.self, forKey: .project),
            objective: try container.decodeIfPresent(String.self, forKey: .objective) ?? "",
            purpose: try container.decodeIfPresent(String.self, forKey: .purpose),
            metric: try container.decodeIfPresent(Metric.self, forKey: .metric),
            use: try container.decodeIfPresent(Use.self, forKey: .use) ?? .commercial,
            media: try container.decode(Media.self, forKey: .media),
            questions: try container.decodeIfPresent([Question].self, forKey: .questions) ?? [],
            environments: try container.decodeIfPresent([String: [String]].self, forKey: .environments) ?? [:],
            guidelines: try container.decodeIfPresent(String.self, forKey: .guidelines) ?? "",
            sources: try container.decodeIfPresent([SourceDeclaration].self, forKey: .sources) ?? [],
            prepare: try container.decodeIfPresent([StepDeclaration].self, forKey: .prepare) ?? [],
            labelling: try container.decodeIfPresent(LabellingPolicy.self, forKey: .labelling) ?? LabellingPolicy(),
            consensus: try container.decodeIfPresent([String: JSONObject].self, forKey: .consensus) ?? [:],
            splits: try container.decodeIfPresent(SplitPolicy.self, forKey: .splits),
            augment: try container.decodeIfPresent(AugmentDeclaration.self, forKey: .augment),
            weak: try container.decodeIfPresent(WeakDeclaration.self, forKey: .weak),
            ship: try container.decodeIfPresent([ShipDeclaration].self, forKey: .ship) ?? [])
    }
}

extension Question {
    private enum Key: String, CodingKey { case name, kind, prompt, labels, attributes, isRequired, allowsUnknown, allowsMultiple, of }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        self.init(
            name: try container.decode(String.self, forKey: .name), kind: try container.decode(QuestionKind.self, forKey: .kind),
            prompt: try container.decodeIfPresent(String.self, forKey: .prompt) ?? "",
            labels: try container.decodeIfPresent([LabelDefinition].self, forKey: .labels) ?? [],
            attributes: try container.decodeIfPresent([AttributeDefinition].self, forKey: .attributes) ?? [],
            isRequired: try container.decodeIfPresent(Bool.self, forKey: .isRequired) ?? true,
            allowsUnknown: try container.decodeIfPresent(Bool.self, forKey: .allowsUnknown) ?? false,
            allowsMultiple: try container.decodeIfPresent(Bool.self, forKey: .allowsMultiple) ?? false,
            of: try container.decodeIfPresent(String.self, forKey: .of))
    }
}

extension AttributeDefinition {
    private enum Key: String, CodingKey { case name, kind, options, `default` }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        self.init(
            name: try container.decode(String.self, forKey: .name), kind: try container.decode(Kind.self, forKey: .kind),
            options: try container.decodeIfPresent([String].self, forKey: .options) ?? [],
            default: try container.decodeIfPresent(JSONValue.self, forKey: .default))
    }
}

extension SourceDeclaration {
    private enum Key: String, CodingKey { case name, kind, licence, attribution, origin, known, settings }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        self.init(
            name: try container.decode(String.self, forKey: .name), kind: try container.decode(String.self, forKey: .kind),
            licence: try container.decodeIfPresent(Licence.self, forKey: .licence),
            attribution: try container.decodeIfPresent(String.self, forKey: .attribution),
            origin: try container.decodeIfPresent(String.self, forKey: .origin) ?? "external",
            known: try container.decodeIfPresent([String: String].self, forKey: .known) ?? [:],
            settings: try container.decodeIfPresent(JSONObject.self, forKey: .settings) ?? [:])
    }
}

extension StepDeclaration {
    private enum Key: String, CodingKey { case step, settings }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        self.init(step: try container.decode(String.self, forKey: .step), settings: try container.decodeIfPresent(JSONObject.self, forKey: .settings) ?? [:])
    }
}

extension LabellingPolicy {
    private enum Key: String, CodingKey { case overlapFrom, overlapTo, settle, leaseMinutes, heartbeatSeconds, goldShare, reviewShare, pilot }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        let standard = LabellingPolicy()
        self.init(
            overlapFrom: try container.decodeIfPresent(Int.self, forKey: .overlapFrom) ?? standard.overlapFrom,
            overlapTo: try container.decodeIfPresent(Int.self, forKey: .overlapTo),
            settle: try container.decodeIfPresent(Double.self, forKey: .settle),
            leaseMinutes: try container.decodeIfPresent(Double.self, forKey: .leaseMinutes) ?? standard.leaseMinutes,
            heartbeatSeconds: try container.decodeIfPresent(Double.self, forKey: .heartbeatSeconds) ?? standard.heartbeatSeconds,
            goldShare: try container.decodeIfPresent(Double.self, forKey: .goldShare) ?? standard.goldShare,
            reviewShare: try container.decodeIfPresent(Double.self, forKey: .reviewShare) ?? standard.reviewShare,
            pilot: try container.decodeIfPresent(JSONObject.self, forKey: .pilot))
    }
}
