/// Long work as a row: it survives a crash, shows how far it is, can be cancelled and resumed.
public struct Job: Sendable, Hashable, Codable {
    public enum State: String, Sendable, Codable, CaseIterable { case queued, running, done, failed, cancelled }
    public var id: JobID
    public var project: ProjectID?
    /// A name in the workflows' job catalogue: `collect`, `ship`, ...
    public var kind: String
    public var settings: JSONObject
    public var state: State
    public var done: Int64
    /// nil while unknown.
    public var total: Int64?
    /// What a resumed run continues from; written in the same transaction as the work it describes.
    public var cursor: JSONObject
    public var report: JSONObject
    public var error: String?
    public var createdAt: Timestamp
    public var updatedAt: Timestamp

    public init(
        id: JobID, project: ProjectID?, kind: String, settings: JSONObject, state: State = .queued, done: Int64 = 0,
        total: Int64? = nil, cursor: JSONObject = [:], report: JSONObject = [:], error: String? = nil,
        createdAt: Timestamp, updatedAt: Timestamp
    ) {
        self.id = id
        self.project = project
        self.kind = kind
        self.settings = settings
        self.state = state
        self.done = done
        self.total = total
        self.cursor = cursor
        self.report = report
        self.error = error
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}
