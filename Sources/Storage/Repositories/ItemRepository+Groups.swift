import Records

extension ItemRepository {
    /// Every item of the project is alone again, as before near duplicates were looked for.
    public func clearGroups(of project: ProjectID) throws {
        try connection.execute("UPDATE item SET twin_group = NULL WHERE project = ? AND twin_group IS NOT NULL", [.id(project)])
    }
}
