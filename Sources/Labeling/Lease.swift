import Records

/// How long a slot is held, and when it comes back.
public enum Lease {
    public static func expiry(from now: Timestamp, _ policy: LabellingPolicy) -> Timestamp {
        now.adding(seconds: policy.leaseMinutes * 60)
    }

    public static func isOver(_ assignment: Assignment, at now: Timestamp) -> Bool {
        assignment.state == .leased && now >= assignment.expiresAt
    }
}
