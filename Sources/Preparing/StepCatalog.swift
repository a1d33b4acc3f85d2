import Records

/// A step that `prepare:` of a task definition can name.
public protocol PrepareStep: CatalogEntry {
    /// What is wrong with the declared settings; empty when the step can run.
    func check(_ settings: JSONObject) -> [Finding]
}

public enum StepCatalog {
    public static let all: [any PrepareStep] = [TextChecksStep(), NearDuplicatesStep(), ProfileStep(), SplitStep()]

    public static func step(named name: String) -> (any PrepareStep)? { all.first { $0.name == name } }
}

public struct TextChecksStep: PrepareStep {
    public static let name = "text-checks"
    public static let summary = "Report empty, overlong, damaged or oddly written texts; nothing is dropped"
    public init() {}
    public func check(_ settings: JSONObject) -> [Finding] { findings { () throws(Finding) in _ = try TextCheckSettings(settings) } }
}

public struct NearDuplicatesStep: PrepareStep {
    public static let name = "near-duplicates"
    public static let summary = "Group texts that are copies, exact or nearly, so that a split keeps them on one side"
    public init() {}
    public func check(_ settings: JSONObject) -> [Finding] { findings { () throws(Finding) in _ = try NearDuplicateSettings(settings) } }
}

public struct ProfileStep: PrepareStep {
    public static let name = "profile"
    public static let summary = "Describe every field: type, missing, distinct, quantiles, top values, and what looks wrong"
    public init() {}
    public func check(_ settings: JSONObject) -> [Finding] { findings { () throws(Finding) in _ = try ProfileSettings(settings) } }
}

/// The shares stand under `splits:` of the definition; the step only says when.
public struct SplitStep: PrepareStep {
    public static let name = "split"
    public static let summary = "Cut items into train, validation and test: seeded, stratified, groups on one side"
    public init() {}
    public func check(_ settings: JSONObject) -> [Finding] {
        findings { () throws(Finding) in try SettingsReader(settings, step: Self.name).allow([]) }
    }
}

private func findings(_ read: () throws(Finding) -> Void) -> [Finding] {
    do {
        try read()
        return []
    } catch {
        return [error]
    }
}
