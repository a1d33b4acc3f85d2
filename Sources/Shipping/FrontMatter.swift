import Records
import Formats

/// The YAML block at the head of a dataset card, with the keys the Hugging Face hub and `datasets` read: licence, size,
/// task, and which file is which split.
struct FrontMatter {
    let facts: ShipmentFacts
    let format: FormatCard
    let tally: ShipmentTally
    let files: [WrittenFile]

    var yaml: String {
        var lines = ["---", "pretty_name: \(MarkdownText.yaml(facts.definition.project))"]
        lines += licence
        lines += ["size_categories:", "- \(sizeCategory)"]
        if !tasks.isEmpty { lines += ["task_categories:"] + tasks.map { "- \($0)" } }
        lines += configuration
        return lines.joined(separator: "\n") + "\n---\n"
    }

    /// One licence by its hub name; a mixture is `other` with the names.
    private var licence: [String] {
        let names = tally.byLicence.keys.map { LicenceTerms.terms(of: $0)?.name ?? $0.name }
        let distinct = Set(names).sorted()
        if distinct.count == 1, let name = distinct.first.flatMap(Self.hubName) { return ["license: \(name)"] }
        return ["license: other", "license_name: \(MarkdownText.yaml(distinct.joined(separator: " and ")))", "license_link: CREDITS.md"]
    }

    /// The hub writes names in lower case, those of Open Data Commons without their version.
    private static func hubName(_ name: String) -> String? {
        let lower = name.lowercased()
        let short = lower.hasPrefix("od") || lower.hasPrefix("pddl") ? lower.replacing("-1.0", with: "") : lower
        return hubNames.contains(short) ? short : nil
    }

    private static let hubNames: Set<String> = [
        "cc0-1.0", "cc-by-4.0", "cc-by-sa-4.0", "cc-by-nc-4.0", "cc-by-nc-sa-4.0", "cc-by-nd-4.0", "cc-by-nc-nd-4.0", "odc-by", "odbl", "pddl",
        "mit", "bsd-2-clause", "bsd-3-clause", "apache-2.0", "unlicense", "isc", "mpl-2.0", "lgpl-3.0", "gpl-3.0", "agpl-3.0",
    ]

    private var sizeCategory: String {
        switch tally.total {
        case ..<1_000: "n<1K"
        case ..<10_000: "1K<n<10K"
        case ..<100_000: "10K<n<100K"
        case ..<1_000_000: "100K<n<1M"
        case ..<10_000_000: "1M<n<10M"
        default: "10M<n<100M"
        }
    }

    private var tasks: [String] {
        var tasks: [String] = []
        for question in facts.definition.questions {
            let task: String? = switch (facts.definition.media, question.kind) {
            case (.text, .choice), (.text, .choices): "text-classification"
            case (.text, .spans), (.text, .tokens): "token-classification"
            case (.image, .choice), (.image, .choices): "image-classification"
            case (.image, .boxes), (.image, .rotatedBoxes): "object-detection"
            case (.image, .masks), (.image, .polygons): "image-segmentation"
            case (.audio, .choice): "audio-classification"
            case (.audio, .transcripts): "automatic-speech-recognition"
            case (.table, .choice): "tabular-classification"
            case (.table, .number): "tabular-regression"
            default: nil
            }
            if let task, !tasks.contains(task) { tasks.append(task) }
        }
        return tasks
    }

    /// Only for formats whose files the loaders open by themselves.
    private var configuration: [String] {
        guard format.name == "jsonl" || format.name == "csv" else { return [] }
        var lines = ["configs:", "- config_name: default", "  data_files:"]
        for split in tally.splits {
            guard let file = files.first(where: { $0.name.hasPrefix("\(SafeNames.safe(split)).") }) else { continue }
            lines += ["  - split: \(Self.word(split))", "    path: \(MarkdownText.yaml(file.name))"]
        }
        return lines
    }

    /// Names of splits are words there: letters, digits, `_` and `.`.
    private static func word(_ split: String) -> String {
        MarkdownText.yaml(String(String.UnicodeScalarView(split.unicodeScalars.map { scalar in
            scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == "." || scalar == "_") ? scalar : "_"
        })))
    }
}
