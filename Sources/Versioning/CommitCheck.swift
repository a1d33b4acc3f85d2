import Records

/// Reads a whole commit and says what is damaged: objects missing or altered, pages out of order, counts that do not
/// add up, answers that rest on revisions the commit does not have.
///
/// One finding per damaged tree: behind a broken page nothing can be told. Blobs of items are listed for the caller,
/// who knows where they live.
public enum CommitCheck {
    public static func verify(
        _ hash: String, in store: any ObjectStore, blob: (BlobReference) async throws -> Void = { _ in }
    ) async -> [Finding] {
        var findings: [Finding] = []
        let reader: CommitReader
        do { reader = try await CommitReader(hash, in: store) } catch { return [finding(error, hash)] }
        do { _ = try await reader.definition() } catch { findings.append(finding(error, reader.tree.definition)) }

        var known: Set<String> = []
        var revisions = 0
        do {
            for try await (_, revision) in reader.revisions {
                revisions += 1
                known.insert(revision.contentHash)
            }
        } catch { findings.append(finding(error, reader.tree.revisions)) }
        let revisionsAreWhole = findings.isEmpty

        var items = 0, answers = 0
        do {
            for try await item in reader.items {
                items += 1
                answers += item.answers.count
                if revisionsAreWhole { findings += dangling(item, known) }
                for (_, reference) in item.blobs.sorted(by: { $0.key < $1.key }) {
                    do { try await blob(reference) } catch { findings.append(finding(error, reference.sha256)) }
                }
            }
        } catch { findings.append(finding(error, reader.tree.items)) }
        let counted = Commit.Counts(items: items, answers: answers, revisions: revisions)
        if findings.isEmpty, counted != reader.commit.counts {
            findings.append(Finding(.error, "version.counts", "the commit says \(reader.commit.counts) and holds \(counted)", at: Place(record: hash)))
        }
        return findings
    }

    private static func dangling(_ item: ItemRecord, _ known: Set<String>) -> [Finding] {
        item.answers.sorted { $0.key < $1.key }.flatMap { name, answer in
            answer.revisions.filter { !known.contains($0) }.map { revision in
                Finding(.error, "version.dangling", "the answer to `\(name)` rests on revision `\(revision)`, which the commit does not have", at: Place(record: item.key))
            }
        }
    }

    private static func finding(_ error: any Error, _ object: String) -> Finding {
        switch error as? VersionError {
        case .corrupt(let object, _)?: Finding(.error, "version.corrupt", "\(error)", at: Place(record: object), hint: "restore the object from a copy of the workspace")
        case .malformed(let object, _)?: Finding(.error, "version.malformed", "\(error)", at: Place(record: object))
        case let other?: Finding(.error, "version.unreadable", "\(other)", at: Place(record: object))
        case nil: Finding(.error, "version.missing", "object `\(object)` or one below it cannot be read: \(error)", at: Place(record: object))
        }
    }
}
