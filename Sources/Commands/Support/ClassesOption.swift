import ArgumentParser

/// `--classes`: the labels there are, in the order of their scale.
struct ClassesOption: ParsableArguments {
    @Option(help: ArgumentHelp("Labels there are, in the order of their scale, with commas between; by default those that occur (files)", valueName: "a,b,c"))
    var classes: String?

    func validate() throws {
        guard let names else { return }
        guard !names.contains(""), Set(names).count == names.count else { throw ValidationError("`--classes` names each label once, with commas between, not `\(classes ?? "")`") }
    }

    var names: [String]? { classes.map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) } }
}
