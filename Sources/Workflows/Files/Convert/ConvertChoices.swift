import Formats
import Records

public typealias ConvertLoss = LossReport.Loss

/// Closed lists of words that skins offer for a conversion, and how they become options.
public enum ConvertChoices {
    public static let files = ConvertFiles.Carry.allCases.map(\.rawValue)
    static let settings = ["voc-base", "decimals", "compression", "questions"]

    /// Throws a `WorkflowError` that names the word that is none.
    public static func options(to format: String, onLoss: String, files: String, settings: [String]) throws -> ConvertFiles.Options {
        var options = ConvertFiles.Options(to: format)
        guard let policy = LossPolicy(rawValue: onLoss) else { throw unknown("--on-loss", onLoss, LossPolicy.allCases.map(\.rawValue)) }
        guard let carry = ConvertFiles.Carry(rawValue: files) else { throw unknown("--files", files, Self.files) }
        (options.onLoss, options.carry) = (policy, carry)
        for setting in settings { try set(setting, &options) }
        return options
    }

    private static func set(_ setting: String, _ options: inout ConvertFiles.Options) throws {
        let sides = setting.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard sides.count == 2 else { throw WorkflowError(.badInput, "convert.setting", "`\(setting)` is no name=value") }
        let value = sides[1]
        switch sides[0] {
        case "voc-base":
            guard let base = Int(value).flatMap(VOCBase.init) else { throw unknown("voc-base", value, ["0", "1"]) }
            options.vocBase = base
        case "decimals":
            guard let digits = Int(value), (0...15).contains(digits) else { throw unknown("decimals", value, ["0 to 15"]) }
            options.decimals = digits
        case "compression":
            guard let compression = Compression(rawValue: value) else { throw unknown("compression", value, Compression.allCases.map(\.rawValue)) }
            options.compression = compression
        case "questions":
            for pair in value.split(separator: ",") {
                guard let kind = pair.split(separator: "=").last.map(String.init), pair.contains("="), QuestionKind(rawValue: kind) != nil else {
                    throw unknown("questions", String(pair), ["name=kind with a kind such as choice, choices, rating, number, text, spans"])
                }
            }
            options.settings["questions"] = value
        default: throw unknown("a setting", sides[0], Self.settings)
        }
    }

    private static func unknown(_ what: String, _ value: String, _ known: [String]) -> WorkflowError {
        WorkflowError(.badInput, "convert.setting", "`\(value)` is no value for \(what)", hint: "it takes \(known.map { "`\($0)`" }.joined(separator: ", "))")
    }
}
