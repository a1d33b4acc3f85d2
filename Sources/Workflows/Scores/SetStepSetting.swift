import Foundation
import Preparing
import Records

extension Workflows {
    /// Writes one setting of a check into the definition, as a new version: the next `prepare` draws its line there.
    ///
    /// The text stays as it was written but for the setting. `expectedVersion` is the version the page has shown.
    public func setPictureCheck(_ name: String, of slug: String, as actor: Actor, to value: Double, expectedVersion: Int) async throws -> DefinitionApplied {
        let project = try await project(slug, as: actor, needs: .manageProject)
        let line = try CheckLine(named: name)
        let step = StepDeclaration(step: ImageChecksStep.name, settings: [line.setting: .double(value)])
        let findings = ImageChecksStep().check(step.settings, of: project.definition.media)
        guard findings.isEmpty else { throw WorkflowError.refused(findings, what: "setting") }
        let yaml = try await definitionYAML(slug, as: actor)
        guard let changed = StepSettingText.setting(line.setting, of: ImageChecksStep.name, to: value, in: yaml) else {
            throw WorkflowError(
                .unprocessable, "definition.by-hand", "`\(line.setting)` cannot be written into this definition",
                hint: "write `\(line.setting): \(StepSettingText.number(value))` under the step `image-checks` in Settings")
        }
        return try await applyDefinition(as: actor, project: slug, yaml: changed, expectedVersion: expectedVersion)
    }
}

/// One setting of a declared step, changed in the text of a definition.
///
/// Comments and order stay. The result is read again and must say exactly what was meant and nothing else; where the text is
/// written in a way that this cannot follow, the answer is nil and a person has to do it.
enum StepSettingText {
    static func setting(_ name: String, of step: String, to value: Double, in yaml: String) -> String? {
        guard let before = DefinitionParser.parse(yaml: yaml, file: nil).definition else { return nil }
        var meant = before
        if meant.prepare.isEmpty { meant.prepare = StepCatalog.usual(for: before.media) }
        guard let place = meant.prepare.firstIndex(where: { $0.step == step }) else { return nil }
        meant.prepare[place].settings[name] = .double(value)
        let texts = before.prepare.isEmpty ? [appended(meant.prepare, to: yaml)] : [inFlow(name, step, value, yaml), inBlock(name, step, value, yaml)].compactMap(\.self)
        return texts.first { says(DefinitionParser.parse(yaml: $0, file: nil).definition, meant) }
    }

    /// `0.35`, `120`.
    static func number(_ value: Double) -> String { value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value) }

    /// Numbers are compared as numbers: 1 and 1.0 are one value.
    private static func says(_ definition: TaskDefinition?, _ meant: TaskDefinition) -> Bool {
        guard let definition else { return false }
        var (left, right) = (definition, meant)
        (left.prepare, right.prepare) = ([], [])
        return left == right && definition.prepare.map(\.step) == meant.prepare.map(\.step) && zip(definition.prepare, meant.prepare).allSatisfy { $0.settings.isEqual(to: $1.settings) }
    }

    private static func appended(_ steps: [StepDeclaration], to yaml: String) -> String {
        let lines = steps.map { step in
            "  - {" + (["step: \(step.step)"] + step.settings.members.compactMap { member in member.value.double.map { "\(member.key): \(number($0))" } }).joined(separator: ", ") + "}\n"
        }
        return yaml + (yaml.hasSuffix("\n") ? "" : "\n") + "prepare:\n" + lines.joined()
    }

    /// `{step: image-checks, dark: 0.2}`.
    private static func inFlow(_ name: String, _ step: String, _ value: Double, _ yaml: String) -> String? {
        let escaped = NSRegularExpression.escapedPattern(for: step)
        guard let range = yaml.range(of: "\\{[^{}]*step:\\s*[\"']?\(escaped)[\"']?\\s*[,}][^{}]*", options: .regularExpression) else { return nil }
        let mapping = String(yaml[range])
        let key = "([{,]\\s*[\"']?\(NSRegularExpression.escapedPattern(for: name))[\"']?:\\s*)[^,}\\s]+"
        if let found = mapping.range(of: key, options: .regularExpression) {
            return yaml.replacingCharacters(in: range, with: mapping.replacingCharacters(in: found, with: replacingValue(String(mapping[found]), value)))
        }
        guard let end = mapping.range(of: "step:\\s*[\"']?\(escaped)[\"']?", options: .regularExpression)?.upperBound else { return nil }
        return yaml.replacingCharacters(in: range, with: mapping.replacingCharacters(in: end..<end, with: ", \(name): \(number(value))"))
    }

    /// `- step: image-checks` with its settings on lines of their own.
    private static func inBlock(_ name: String, _ step: String, _ value: Double, _ yaml: String) -> String? {
        var lines = yaml.components(separatedBy: "\n")
        let start = "^\\s*(- +)?step:\\s*[\"']?\(NSRegularExpression.escapedPattern(for: step))[\"']?\\s*(#.*)?$"
        guard let place = lines.firstIndex(where: { $0.range(of: start, options: .regularExpression) != nil }), let key = lines[place].range(of: "step:") else { return nil }
        let indent = String(repeating: " ", count: lines[place].distance(from: lines[place].startIndex, to: key.lowerBound))
        let isOwn = { (line: String) in line.hasPrefix(indent) && line.dropFirst(indent.count).first != " " && !line.dropFirst(indent.count).isEmpty }
        let isNamed = { (line: String) in line.dropFirst(indent.count).hasPrefix("\(name):") }
        let own = lines[(place + 1)...].prefix { isOwn($0) && !$0.dropFirst(indent.count).hasPrefix("- ") }
        if let found = own.firstIndex(where: isNamed) {
            let comment = lines[found].range(of: "\\s+#.*$", options: .regularExpression).map { String(lines[found][$0]) } ?? ""
            lines[found] = "\(indent)\(name): \(number(value))\(comment)"
        } else {
            lines.insert("\(indent)\(name): \(number(value))", at: place + 1)
        }
        return lines.joined(separator: "\n")
    }

    private static func replacingValue(_ text: String, _ value: Double) -> String {
        guard let colon = text.lastIndex(of: ":") else { return text }
        return text[...colon] + " " + number(value)
    }
}

extension JSONObject {
    /// The same members with the same values, whatever their order; numbers by what they are worth.
    fileprivate func isEqual(to other: JSONObject) -> Bool {
        members.count == other.members.count && members.allSatisfy { member in
            guard let value = other[member.key] else { return false }
            if let left = member.value.double, let right = value.double { return left == right }
            return value == member.value
        }
    }
}
