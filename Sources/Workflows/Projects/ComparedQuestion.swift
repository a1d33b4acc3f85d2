import Records

/// Which question is meant where none is named.
extension TaskDefinition {
    /// The first that has labels.
    var labelledQuestion: String? { questions.first { !$0.labels.isEmpty }?.name }

    /// The one that the split is even by, else the first that has labels.
    var splitQuestion: String? { splits?.stratify.flatMap { question(named: $0)?.name } ?? labelledQuestion }
}
