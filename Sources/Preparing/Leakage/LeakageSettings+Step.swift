import Records

extension LeakageSettings {
    /// From a step of a task definition: `training` (a side), `target` (a question), `groups`, `ignored` (fields or metadata)
    /// and `time` (one of them).
    public init(_ settings: JSONObject) throws(Finding) {
        let reader = SettingsReader(settings, step: LeakageStep.name)
        try reader.allow(["training", "target", "groups", "time", "ignored"])
        self.init(
            training: try Self.name("training", reader) ?? "train", target: try Self.name("target", reader), groups: try reader.names("groups"),
            time: try Self.name("time", reader), ignored: try reader.names("ignored"))
    }

    private static func name(_ setting: String, _ reader: SettingsReader) throws(Finding) -> String? {
        let names = try reader.names(setting)
        guard names.count < 2 else { throw reader.refusal(setting, "is more than one name") }
        return names.first
    }
}
