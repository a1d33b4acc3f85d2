/// Somebody with an account.
public struct Person: Sendable, Hashable, Codable {
    public var id: PersonID
    /// Sign-in name, unique, lower-case.
    public var login: String
    public var name: String
    /// Owner of the workspace: everything everywhere.
    public var isOwner: Bool
    public var isActive: Bool

    public init(id: PersonID, login: String, name: String, isOwner: Bool = false, isActive: Bool = true) {
        self.id = id
        self.login = login
        self.name = name
        self.isOwner = isOwner
        self.isActive = isActive
    }
}

/// A person's part in one project (MODEL.md 7). `owner` is the workspace's.
public enum Role: String, Sendable, Codable, CaseIterable {
    case owner, manager, reviewer, annotator, worker, viewer
}

/// What a route or command needs of the person who calls it.
public enum Permission: String, Sendable, Codable, CaseIterable {
    /// Nobody in particular: sign-in page, health.
    case open
    /// Any signed-in person.
    case signedIn
    case readProject, label, review, manageProject, ship, manageWorkspace
}

extension Role {
    /// What the role may do within its project.
    public var permissions: Set<Permission> {
        switch self {
        case .owner: Set(Permission.allCases)
        case .manager: [.open, .signedIn, .readProject, .label, .review, .manageProject, .ship]
        case .reviewer: [.open, .signedIn, .readProject, .label, .review]
        case .annotator, .worker: [.open, .signedIn, .label]
        case .viewer: [.open, .signedIn, .readProject]
        }
    }
}

extension Role {
    /// Whether personal data stands before them as it is; others see it masked.
    public var seesPersonalData: Bool { self != .worker && self != .viewer }
}

/// Who is acting: a person with a session or token, or the command line on the machine itself.
public struct Actor: Sendable, Hashable {
    public var person: PersonID?
    /// For the audit chain: `ada`, `local:root`, `system`.
    public var name: String
    public var isOwner: Bool
    /// Project -> role.
    public var roles: [ProjectID: Role]
    /// A client token's subset; nil means all of the person's rights.
    public var scope: Set<Permission>?

    public init(person: PersonID?, name: String, isOwner: Bool, roles: [ProjectID: Role] = [:], scope: Set<Permission>? = nil) {
        self.person = person
        self.name = name
        self.isOwner = isOwner
        self.roles = roles
        self.scope = scope
    }

    public func may(_ permission: Permission, in project: ProjectID?) -> Bool {
        if let scope, !scope.contains(permission), permission != .open, permission != .signedIn { return false }
        if isOwner || permission == .open || permission == .signedIn { return true }
        guard let project, let role = roles[project] else { return false }
        return role.permissions.contains(permission)
    }

    /// Whether personal data stands before them as it is; without a part in the project it does not.
    public func seesPersonalData(in project: ProjectID) -> Bool { isOwner || roles[project]?.seesPersonalData ?? false }
}
