/// The nouns of the store, reached from the connection of a transaction: `connection.items.find(id)`.
extension Connection {
    public var renditions: RenditionRepository { RenditionRepository(connection: self) }
    public var settings: SettingRepository { SettingRepository(connection: self) }
    public var people: PersonRepository { PersonRepository(connection: self) }
    public var sessions: SessionRepository { SessionRepository(connection: self) }
    public var tokens: TokenRepository { TokenRepository(connection: self) }
    public var invitations: InvitationRepository { InvitationRepository(connection: self) }
    public var memberships: MembershipRepository { MembershipRepository(connection: self) }
    public var projects: ProjectRepository { ProjectRepository(connection: self) }
    public var sources: SourceRepository { SourceRepository(connection: self) }
    public var runs: RunRepository { RunRepository(connection: self) }
    public var items: ItemRepository { ItemRepository(connection: self) }
    public var blobFacts: BlobFactRepository { BlobFactRepository(connection: self) }
    public var revisions: RevisionRepository { RevisionRepository(connection: self) }
    public var verdicts: VerdictRepository { VerdictRepository(connection: self) }
    public var suggestions: SuggestionRepository { SuggestionRepository(connection: self) }
    public var settled: SettledRepository { SettledRepository(connection: self) }
    public var consensusRuns: ConsensusRunRepository { ConsensusRunRepository(connection: self) }
    public var gold: GoldRepository { GoldRepository(connection: self) }
    public var slots: SlotRepository { SlotRepository(connection: self) }
    public var assignments: AssignmentRepository { AssignmentRepository(connection: self) }
    public var drafts: DraftRepository { DraftRepository(connection: self) }
    public var requests: RequestRepository { RequestRepository(connection: self) }
    public var findings: FindingRepository { FindingRepository(connection: self) }
    public var personalPlaces: PersonalPlaceRepository { PersonalPlaceRepository(connection: self) }
    public var jobs: JobRepository { JobRepository(connection: self) }
    public var models: ModelRepository { ModelRepository(connection: self) }
    public var commits: CommitRepository { CommitRepository(connection: self) }
    public var shipments: ShipmentRepository { ShipmentRepository(connection: self) }
    public var audit: AuditRepository { AuditRepository(connection: self) }
}
