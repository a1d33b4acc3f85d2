import ArgumentParser
import Workflows

/// Where personal data is looked for, and for which.
struct PersonalDataOptions: ParsableArguments {
    @Argument(help: "A table: .csv, .tsv, .jsonl or .json, packed or not; `-` is standard input; or a folder of files of any kind", completion: .file()) var file: String
    @Option(name: .customLong("field"), help: "Look at this field; may be given several times; by default every text") var fields: [String] = []
    @Option(name: .customLong("country"), help: "Look for identifiers of this country as well, such as US, GB or DE; may be given several times") var countries: [String] = []
    @Option(name: .customLong("entity"), help: "Look for this entity only, of `winnow list personal-data`, or for a folder of `winnow list metadata-entities`; may be given several times", completion: CatalogName.completion("personal-data", "metadata-entities"), transform: CatalogName.oneOf("personal-data", "metadata-entities")) var entities: [String] = []
    @Option(help: "Find names of persons, places and organisations as well, by this model; `tools/train-names` makes it", completion: .file()) var nameModel: String?
    @Option(parsing: .unconditional, help: "Least score of what is found, from 0 to 1") var score = 0.4

    func validate() throws { guard (0...1).contains(score) else { throw ValidationError("`--score` lies between 0 and 1, not at \(score)") } }

    var options: PersonalDataFiles.Options {
        var options = PersonalDataFiles.Options()
        (options.fields, options.countries, options.entities, options.minimumScore) = (fields, countries, entities, score)
        options.names = nameModel
        return options
    }

    static func say(_ report: PersonalDataFolder.Report) {
        for (entity, count) in report.counts.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) { Output.say("\(entity): \(count)") }
        let kinds = report.kinds.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
        Output.say("\(report.files) files" + (kinds.isEmpty ? "" : " (\(kinds))") + ", \(report.touched) with personal data" + (report.notRead > 0 ? ", \(report.notRead) of which only the name was looked at" : ""))
    }

    static func say(_ report: PersonalDataFiles.Report) {
        for (entity, count) in report.counts.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
            let instead = report.replacedInstead[entity].map { " (\($0) replaced by the name, since the operator does not fit them)" } ?? ""
            Output.say("\(entity): \(count)\(instead)")
        }
        Output.say("\(report.records) records, \(report.texts) texts, \(report.touched) with personal data")
    }
}
