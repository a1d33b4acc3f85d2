import Records

extension JSONObject {
    /// With the members of the other; where both have one, the other's.
    func merged(_ more: JSONObject) -> JSONObject {
        var whole = self
        for (key, value) in more.members { whole[key] = value }
        return whole
    }
}
