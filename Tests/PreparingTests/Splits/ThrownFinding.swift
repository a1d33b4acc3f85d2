import Records

/// The finding a call throws; nil when it throws nothing, or something else.
func thrownFinding<Result>(_ body: () throws -> Result) -> Finding? {
    do { _ = try body() } catch { return error as? Finding }
    return nil
}
