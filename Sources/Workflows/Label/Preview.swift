import Records

/// The first words of an item, for lists: its text, or its fields as `name: value`.
func preview(of fields: JSONObject, limit: Int = 140) -> String {
    let whole: String
    if let text = fields["text"]?.string {
        whole = text
    } else {
        whole = fields.members.map { "\($0.key): \($0.value.string ?? $0.value.text(sorted: false))" }.joined(separator: ", ")
    }
    let flat = String(whole.prefix(limit * 2).map { $0.isNewline ? " " : $0 })
    return flat.count <= limit ? flat : flat.prefix(limit - 1) + "…"
}
