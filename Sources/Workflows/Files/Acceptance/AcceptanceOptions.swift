import Suggesting

public typealias AcceptanceScope = CalibratedAcceptance.Scope
public typealias AcceptanceAuditLine = AcceptanceStanding

/// What suggestions of a file are accepted by, as people say it.
public struct AcceptanceOptions: Sendable {
    /// Share of the accepted suggestions that is to be right, and how sure that is to be.
    public var target: Double
    public var confidence = 0.95
    public var scope = AcceptanceScope.eachLabel
    /// Suggestions people have judged: `label`, `confidence`, and what they say in the column `truth`.
    public var validation: String
    public var truth = "truth"
    /// Of what was accepted earlier, what people looked at: `label` and `truth`.
    public var audited: String?
    /// Part of what is accepted that stays for people.
    public var auditShare = 0.05
    /// Field that names an item, for the draw of the audit.
    public var id = "id"
    public var seed: UInt64 = 0
    /// A file with a secret for the draw, instead of the seed.
    public var key: String?

    public init(target: Double, validation: String) { (self.target, self.validation) = (target, validation) }
}
