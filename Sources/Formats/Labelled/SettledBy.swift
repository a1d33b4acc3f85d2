import Records

/// Which rule made an answer count, in words, and how sure it is.
public struct SettledBy: Sendable, Hashable {
    public var rule: String
    public var reason: String
    public var posterior: Double?

    public init(rule: String, reason: String = "", posterior: Double? = nil) {
        self.rule = rule
        self.reason = reason
        self.posterior = posterior
    }

    var json: JSONValue {
        var object: JSONObject = ["rule": .string(rule)]
        if !reason.isEmpty { object["reason"] = .string(reason) }
        object["posterior"] = posterior.map(JSONValue.double)
        return .object(object)
    }

    init?(json: JSONValue) {
        guard let rule = json["rule"]?.string else { return nil }
        self.init(rule: rule, reason: json["reason"]?.string ?? "", posterior: json["posterior"]?.double)
    }
}
