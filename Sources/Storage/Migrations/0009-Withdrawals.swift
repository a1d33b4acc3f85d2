extension Migration {
    /// What a restored commit puts aside. Revisions and verdicts stay as they were said; withdrawn, they do not count.
    /// Why: a restore that only added answers could not say "nothing counted here", nor give the same commit again.
    /// `left_out_at`: the item is in no commit from then on. Old rows read as never withdrawn; no table is rebuilt.
    static let withdrawals = Migration("0009-withdrawals") { dialect in """
        ALTER TABLE revision ADD COLUMN withdrawn_at \(dialect.time);
        ALTER TABLE verdict ADD COLUMN withdrawn_at \(dialect.time);
        ALTER TABLE item ADD COLUMN left_out_at \(dialect.time);
        """ }
}
