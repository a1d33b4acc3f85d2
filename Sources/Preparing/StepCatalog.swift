import Records

/// A step that `prepare:` of a task definition can name.
public protocol PrepareStep: CatalogEntry {
    /// What is wrong with the declared settings, for items of this media; empty when the step can run.
    func check(_ settings: JSONObject, of media: Media) -> [Finding]
}

public enum StepCatalog {
    public static let all: [any PrepareStep] = [TextChecksStep(), ImageChecksStep(), NearDuplicatesStep(), PersonalDataStep(), TextQualityStep(), LanguageStep(), ProfileStep(), SplitStep(), LeakageStep()]

    public static func step(named name: String) -> (any PrepareStep)? { all.first { $0.name == name } }

    /// What is done when a definition declares no step: the checks of its media, and the search for copies.
    public static func usual(for media: Media) -> [StepDeclaration] {
        let steps: [any PrepareStep.Type] = switch media {
        case .image: [ImageChecksStep.self, NearDuplicatesStep.self]
        case .mixed: [TextChecksStep.self, ImageChecksStep.self, NearDuplicatesStep.self]
        case .video, .audio, .pointcloud: []
        case .text, .table, .document, .series: [TextChecksStep.self, NearDuplicatesStep.self]
        }
        return steps.map { StepDeclaration(step: $0.name) }
    }
}

public struct TextChecksStep: PrepareStep {
    public static let name = "text-checks"
    public static let summary = "Report empty, overlong, damaged or oddly written texts; nothing is dropped"
    public init() {}
    public func check(_ settings: JSONObject, of media: Media) -> [Finding] {
        findings { () throws(Finding) in
            guard ![.image, .video, .audio, .pointcloud].contains(media) else { throw mismatch(Self.name, "texts", media, instead: "image-checks") }
            _ = try TextCheckSettings(settings)
        }
    }
}

public struct ImageChecksStep: PrepareStep {
    public static let name = "image-checks"
    public static let summary = "Report unreadable, dark, light, blurred, gray, empty or oddly sized pictures; nothing is dropped"
    public init() {}
    public func check(_ settings: JSONObject, of media: Media) -> [Finding] {
        findings { () throws(Finding) in
            guard media == .image || media == .mixed else { throw mismatch(Self.name, "pictures", media, instead: "text-checks") }
            _ = try ImageCheckSettings(settings)
        }
    }
}

public struct NearDuplicatesStep: PrepareStep {
    public static let name = "near-duplicates"
    public static let summary = "Group texts or pictures that are copies, exact or nearly, so that a split keeps them on one side"
    public init() {}
    public func check(_ settings: JSONObject, of media: Media) -> [Finding] {
        findings { () throws(Finding) in _ = try NearDuplicateEngines(settings, of: media) }
    }
}

/// The rules of Gopher, C4 and FineWeb; what one would drop is reported, and stays.
public struct TextQualityStep: PrepareStep {
    public static let name = "text-quality"
    public static let summary = "Say which texts the quality rules of Gopher, C4 and FineWeb would drop, and why"
    public init() {}
    public func check(_ settings: JSONObject, of media: Media) -> [Finding] {
        findings { () throws(Finding) in
            guard ![.image, .video, .audio, .pointcloud].contains(media) else { throw mismatch(Self.name, "texts", media, instead: "image-checks") }
            _ = try TextQualitySettings(settings)
        }
    }
}

/// What the profiles know is not known here: whether they are there, and have the languages named, is asked before a run.
public struct LanguageStep: PrepareStep {
    public static let name = "language"
    public static let summary = "Tell the language of every text, and report those in another one than is kept; nothing is dropped"
    public init() {}
    public func check(_ settings: JSONObject, of media: Media) -> [Finding] {
        findings { () throws(Finding) in
            guard ![.image, .video, .audio, .pointcloud].contains(media) else { throw mismatch(Self.name, "texts", media, instead: "image-checks") }
            _ = try LanguageSettings(settings)
        }
    }
}

/// While it is declared, workers and viewers see what it finds masked, and nothing raw is shipped unasked.
public struct PersonalDataStep: PrepareStep {
    public static let name = "personal-data"
    public static let summary = "Find what tells who somebody is; crowd, viewers and shipments get it masked"
    public init() {}
    public func check(_ settings: JSONObject, of media: Media) -> [Finding] {
        findings { () throws(Finding) in _ = try PersonalDataSettings(settings) }
    }
}

public struct ProfileStep: PrepareStep {
    public static let name = "profile"
    public static let summary = "Describe every field: type, missing, distinct, quantiles, top values, and what looks wrong"
    public init() {}
    public func check(_ settings: JSONObject, of media: Media) -> [Finding] {
        findings { () throws(Finding) in _ = try ProfileSettings(settings) }
    }
}

/// The shares stand under `splits:` of the definition; the step only says when.
public struct SplitStep: PrepareStep {
    public static let name = "split"
    public static let summary = "Cut items into train, validation and test: seeded, stratified, groups on one side"
    public init() {}
    public func check(_ settings: JSONObject, of media: Media) -> [Finding] {
        findings { () throws(Finding) in try SettingsReader(settings, step: Self.name).allow([]) }
    }
}

/// Comes after `split`, whose sides it looks at.
public struct LeakageStep: PrepareStep {
    public static let name = "leakage"
    public static let summary = "Look for what one side of the split knows of another: copies, groups, fields that give the answer away"
    public init() {}
    public func check(_ settings: JSONObject, of media: Media) -> [Finding] {
        findings { () throws(Finding) in _ = try LeakageSettings(settings) }
    }
}

private func mismatch(_ step: String, _ what: String, _ media: Media, instead: String) -> Finding {
    Finding(.error, "prepare.media", "step `\(step)` looks at \(what), and the items are of media `\(media.rawValue)`", hint: "use `\(instead)`, or leave the step out")
}

private func findings(_ read: () throws(Finding) -> Void) -> [Finding] {
    do {
        try read()
        return []
    } catch {
        return [error]
    }
}
