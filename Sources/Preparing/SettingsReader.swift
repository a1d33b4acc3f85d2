import Records

/// Reads the settings of a declared step and refuses, in words, what the step does not know.
struct SettingsReader {
    private let settings: JSONObject
    private let step: String

    init(_ settings: JSONObject, step: String) {
        self.settings = settings
        self.step = step
    }

    func allow(_ names: [String]) throws(Finding) {
        for key in settings.keys where !names.contains(key) {
            throw refusal(key, "is not a setting of this step", hint: "known are \(names.map { "`\($0)`" }.joined(separator: ", "))")
        }
    }

    func number(_ name: String, _ standard: Double, _ range: ClosedRange<Double>) throws(Finding) -> Double {
        guard let value = settings[name] else { return standard }
        guard let number = value.double, range.contains(number) else {
            throw refusal(name, "is not a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    func whole(_ name: String, _ standard: Int, _ range: ClosedRange<Int>) throws(Finding) -> Int {
        guard let value = settings[name] else { return standard }
        guard let number = value.int, range.contains(Int(number)) else {
            throw refusal(name, "is not a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return Int(number)
    }

    func flag(_ name: String, _ standard: Bool) throws(Finding) -> Bool {
        guard let value = settings[name] else { return standard }
        guard let flag = value.bool else { throw refusal(name, "is not `true` or `false`") }
        return flag
    }

    /// One name or several.
    func names(_ name: String) throws(Finding) -> [String] {
        guard let value = settings[name] else { return [] }
        if let one = value.string { return [one] }
        guard let all = value.array, case let names = all.compactMap(\.string), names.count == all.count, !names.isEmpty else {
            throw refusal(name, "is not a list of names")
        }
        return names
    }

    func refusal(_ name: String, _ fact: String, hint: String? = nil) -> Finding {
        Finding(.error, "prepare.setting", "`\(name)` of step `\(step)` \(fact)", hint: hint)
    }
}
