/// Prints a definition as `winnow.yaml`: sections in the order of the grammar, defaults left out, short forms where
/// they say the same. `DefinitionParser` reads back an equal definition.
public enum DefinitionWriter {
    public static func yaml(_ definition: TaskDefinition) -> String {
        var out = YAMLText()
        out.line("winnow: 1")
        out.pair("project", definition.project)
        out.pair("objective", definition.objective)
        out.pair("purpose", definition.purpose)
        if let metric = definition.metric {
            out.line("metric: " + YAMLText.flow(["name": .string(metric.name), "target": .double(metric.target)]))
        }
        out.line("use: \(definition.use.rawValue)")
        out.line("media: \(definition.media.rawValue)")
        out.line(definition.questions.isEmpty ? "questions: []" : "questions:")
        for question in definition.questions { write(question, &out) }
        if !definition.environments.isEmpty {
            let axes = definition.environments.sorted { $0.key < $1.key }
            out.line("environments: " + YAMLText.flow(JSONObject(axes.map { (key: $0.key, value: strings($0.value)) })))
        }
        if !definition.guidelines.isEmpty { out.block("guidelines", definition.guidelines) }
        out.list("sources", definition.sources.map(source))
        out.list("prepare", definition.prepare.map { merged(["step": .string($0.step)], $0.settings) })
        write(definition.labelling, &out)
        if !definition.consensus.isEmpty {
            out.line("consensus:")
            for (key, settings) in definition.consensus.sorted(by: { $0.key < $1.key }) {
                out.line("  \(YAMLText.word(key)): \(YAMLText.flow(settings))")
            }
        }
        if let splits = definition.splits { out.line("splits: " + YAMLText.flow(json(splits))) }
        if let augment = definition.augment { write(augment, &out) }
        if let weak = definition.weak { write(weak, &out) }
        out.list("ship", definition.ship.map { merged(["format": .string($0.format), "to": .string($0.to)], $0.settings) })
        return out.text
    }

    private static func write(_ question: Question, _ out: inout YAMLText) {
        out.line("  - name: \(YAMLText.word(question.name))")
        out.line("    kind: \(question.kind.rawValue)")
        if !question.prompt.isEmpty { out.line("    prompt: \(YAMLText.word(question.prompt))") }
        if !question.labels.isEmpty { write(question.labels, &out) }
        if !question.attributes.isEmpty {
            out.line("    attributes:")
            for attribute in question.attributes { out.line("      - " + YAMLText.flow(json(attribute))) }
        }
        if !question.isRequired { out.line("    required: false") }
        if question.allowsUnknown { out.line("    unknown: true") }
        if question.allowsMultiple { out.line("    multiple: true") }
        if let of = question.of { out.line("    of: \(YAMLText.word(of))") }
    }

    private static func write(_ labels: [LabelDefinition], _ out: inout YAMLText) {
        let isPlain = labels.allSatisfy { $0 == LabelDefinition(name: $0.name) }
        if isPlain { return out.line("    labels: " + YAMLText.value(strings(labels.map(\.name)))) }
        out.line("    labels:")
        for label in labels {
            var object: JSONObject = ["name": .string(label.name)]
            object["key"] = label.key.map { .string($0) }
            object["colour"] = label.colour.map { .int(Int64($0)) }
            object["quota"] = label.quota.map { .int(Int64($0)) }
            object["about"] = label.about.map { .string($0) }
            out.line("      - " + YAMLText.flow(object))
        }
    }

    private static func write(_ policy: LabellingPolicy, _ out: inout YAMLText) {
        let standard = LabellingPolicy()
        guard policy != standard else { return }
        out.line("labelling:")
        if policy.overlapFrom == policy.overlapTo, policy.settle == nil {
            out.line("  overlap: \(policy.overlapFrom)")
        } else {
            var overlap: JSONObject = ["from": .int(Int64(policy.overlapFrom)), "to": .int(Int64(policy.overlapTo))]
            overlap["settle"] = policy.settle.map { .double($0) }
            out.line("  overlap: " + YAMLText.flow(overlap))
        }
        if let pilot = policy.pilot { out.line("  pilot: " + YAMLText.flow(pilot)) }
        if policy.leaseMinutes != standard.leaseMinutes || policy.heartbeatSeconds != standard.heartbeatSeconds {
            out.line("  lease: " + YAMLText.flow(["minutes": .double(policy.leaseMinutes), "heartbeat": .double(policy.heartbeatSeconds)]))
        }
        if policy.goldShare != 0 { out.line("  gold: " + YAMLText.flow(["share": .double(policy.goldShare)])) }
        if policy.reviewShare != 0 { out.line("  review: " + YAMLText.flow(["share": .double(policy.reviewShare)])) }
    }

    private static func write(_ augment: AugmentDeclaration, _ out: inout YAMLText) {
        out.line("augment:")
        if augment.copies != 1 { out.line("  copies: \(augment.copies)") }
        if augment.seed != 0 { out.line("  seed: \(augment.seed)") }
        if augment.splits != ["train"] { out.line("  splits: " + YAMLText.value(strings(augment.splits))) }
        out.line("  steps:")
        for step in augment.steps { out.line("    - " + YAMLText.flow(step)) }
        if !augment.visibility.isEmpty { out.line("  visibility: " + YAMLText.flow(augment.visibility)) }
    }

    private static func write(_ weak: WeakDeclaration, _ out: inout YAMLText) {
        out.line("weak:")
        if let question = weak.question { out.line("  question: \(YAMLText.word(question))") }
        if let field = weak.field { out.line("  field: \(YAMLText.word(field))") }
        if !weak.labels.isEmpty { out.line("  labels: " + YAMLText.value(strings(weak.labels))) }
        if let method = weak.method { out.line("  method: \(YAMLText.word(method))") }
        if let balance = weak.balance { out.line("  balance: " + YAMLText.value(balance)) }
        if weak.queue != 0 { out.line("  queue: \(weak.queue)") }
        out.line("  rules:")
        for rule in weak.rules { out.line("    - " + YAMLText.flow(rule)) }
    }

    private static func source(_ source: SourceDeclaration) -> JSONObject {
        var object: JSONObject = ["name": .string(source.name), "kind": .string(source.kind)]
        for (key, value) in source.settings.members { object[key] = value }
        object["licence"] = source.licence.map { .string($0.name) }
        object["attribution"] = source.attribution.map { .string($0) }
        if source.origin != "external" { object["origin"] = .string(source.origin) }
        if !source.known.isEmpty {
            let known = source.known.sorted { $0.key < $1.key }
            object["known"] = .object(JSONObject(known.map { (key: $0.key, value: .string($0.value)) }))
        }
        return object
    }

    private static func json(_ attribute: AttributeDefinition) -> JSONObject {
        var object: JSONObject = ["name": .string(attribute.name), "kind": .string(attribute.kind.rawValue)]
        if !attribute.options.isEmpty { object["options"] = strings(attribute.options) }
        object["default"] = attribute.default
        return object
    }

    private static func json(_ splits: SplitPolicy) -> JSONObject {
        var object = JSONObject(splits.shares.map { (key: $0.name, value: .double($0.share)) })
        object["stratify"] = splits.stratify.map { .string($0) }
        object["group"] = splits.group.map { .string($0) }
        if splits.seed != 0 { object["seed"] = .literal(String(splits.seed)) }
        return object
    }

    private static func strings(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }

    private static func merged(_ first: JSONObject, _ rest: JSONObject) -> JSONObject {
        var object = first
        for (key, value) in rest.members { object[key] = value }
        return object
    }
}
