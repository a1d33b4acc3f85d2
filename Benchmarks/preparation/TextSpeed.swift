import Foundation
import Preparing
import Records

/// Near copies among documents of 60 words, in memory and through a folder.
let textSpeed: [PreparingCase] = [
    // datasketch: 1,100 documents a second.
    PreparingCase(
        name: "near-duplicates", unit: "documents", size: 50_000, barSeconds: 50_000 / 11_000, barRate: 11_000, growth: [1_000, 10_000, 100_000, 1_000_000],
        prepare: { size, threads in
            var stream = DocumentStream()
            let batch = stream.batch(size)
            return { watch in
                var finder = NearDuplicateTexts()
                let result = watch.time {
                    finder.add(batch, threads: threads)
                    return finder.result(threads: threads)
                }
                return ["groups": .int(Int64(result.groups.count)), "pairs_verified": .int(Int64(result.report.pairsVerified))]
            }
        },
        input: { folder in
            var stream = DocumentStream()
            let text = stream.batch(50_000).map { $0.text + "\n" }.joined()
            try Data(text.utf8).write(to: URL(fileURLWithPath: folder + "/documents.txt"))
        }),
    PreparingCase(
        name: "near-duplicates-on-disk", unit: "documents", size: 50_000, barSeconds: 50_000 / 11_000, barRate: 11_000,
        growth: [10_000, 100_000, 1_000_000, 10_000_000],
        prepare: { size, threads in
            var stream = DocumentStream()
            return { watch in
                let store = try FileStore()
                var finder = NearDuplicateSpill(store: store, bufferedKeys: 2_000_000, batch: 200_000)
                for start in stride(from: 0, to: size, by: 4096) {
                    let batch = stream.batch(min(4096, size - start))
                    try watch.time { try finder.add(batch, threads: threads) }
                }
                var members = 0
                let report = try watch.time { try finder.result(threads: threads) { members += $0.members.count } }
                return [
                    "groups": .int(Int64(report.exactGroups + report.nearGroups)), "members": .int(Int64(members)),
                    "pairs_verified": .int(Int64(report.pairsVerified)), "written_mib": .int(Int64(store.written >> 20)),
                ]
            }
        }),
]
