import Labeling
import Records
import Testing

@Suite("Slot policy")
struct SlotPolicyTests {
    typealias Progress = SlotPolicy.Progress
    typealias Plan = SlotPolicy.Plan
    private static let fixed = LabellingPolicy(overlapFrom: 2)
    private static let growing = LabellingPolicy(overlapFrom: 2, overlapTo: 4, settle: 0.9)

    @Test("opens and closes slots", arguments: [
        (fixed, Progress(), Plan(open: 2)), (fixed, Progress(waiting: 1, votes: 1), Plan()), (fixed, Progress(votes: 1), Plan(open: 1)),
        (fixed, Progress(votes: 2), Plan()), (fixed, Progress(waiting: 2, votes: 0, isClosed: true), Plan(close: 2)), (fixed, Progress(waiting: 3), Plan(close: 1)),
        (growing, Progress(), Plan(open: 2)), (growing, Progress(votes: 2), Plan()), (growing, Progress(votes: 2, posterior: 0.6), Plan(open: 1)),
        (growing, Progress(waiting: 1, votes: 2, posterior: 0.6), Plan()), (growing, Progress(votes: 2, posterior: 0.95), Plan()),
        (growing, Progress(waiting: 1, votes: 3, posterior: 0.9), Plan(close: 1)), (growing, Progress(votes: 4, posterior: 0.5), Plan()),
        (LabellingPolicy(overlapFrom: 1, overlapTo: 3), Progress(votes: 1), Plan(open: 2)),
    ] as [(LabellingPolicy, Progress, Plan)])
    func plans(policy: LabellingPolicy, progress: Progress, expected: Plan) {
        #expect(SlotPolicy(policy, seed: 1).plan(progress) == expected)
    }

    @Test("following the plan ends, within the range, whatever the posterior does")
    func ends() {
        let policy = SlotPolicy(Self.growing, seed: 1)
        for pattern in 0..<64 {
            var progress = Progress()
            for step in 0..<20 {
                let plan = policy.plan(progress)
                progress.waiting += plan.open - plan.close
                guard progress.waiting > 0 else { break }
                progress.waiting -= 1
                progress.votes += 1
                progress.posterior = progress.votes < 2 ? nil : pattern >> (step % 6) & 1 == 1 ? 0.95 : 0.5
            }
            #expect(policy.isComplete(progress))
            #expect((2...4).contains(progress.votes))
        }
    }

    @Test("urgent slots come before queued ones, the most uncertain first, then in queue order")
    func priorities() {
        let order = [
            SlotPriority.urgent(1, sequence: 5), SlotPriority.urgent(1, sequence: 6), SlotPriority.urgent(0.5, sequence: 0),
            SlotPriority.urgent(0, sequence: .max), SlotPriority.queued(sequence: 0), SlotPriority.queued(sequence: 7),
        ]
        #expect(order == order.sorted())
        #expect(Set(order).count == order.count)
        #expect(order.map(SlotPriority.isUrgent) == [true, true, true, true, false, false])
        #expect(SlotPriority.urgent(.nan, sequence: 3) == SlotPriority.urgent(-9, sequence: 3))
    }

    @Test("samples have their share, repeat, differ by seed, and only grow with the share")
    func samples() {
        func sample(_ share: Double, _ seed: UInt64) -> Set<Int> {
            let policy = SlotPolicy(LabellingPolicy(goldShare: share, reviewShare: share), seed: seed)
            return Set((0..<5000).filter { policy.isReviewed(itemKey: "item-\($0)", annotator: "ada") })
        }
        let tenth = sample(0.1, 7)
        #expect((400...600).contains(tenth.count))
        #expect(sample(0.1, 7) == tenth)
        #expect(sample(0.1, 8) != tenth)
        #expect(tenth.isSubset(of: sample(0.3, 7)))
        #expect(sample(0, 7).isEmpty && sample(1, 7).count == 5000)
        let gold = SlotPolicy(LabellingPolicy(goldShare: 0.25), seed: 1)
        #expect((200...300).contains((0..<1000).count { gold.isGoldTurn(annotator: "bo", turn: $0) }))
    }

    @Test("active time leaves out pauses")
    func activeTime() {
        let signs = [0, 10, 20, 500, 510].map { Timestamp(milliseconds: $0 * 1000) }
        #expect(ActiveTime.seconds(signs, idleAfter: 60) == 90)
        #expect(ActiveTime.seconds(signs.reversed(), idleAfter: 60) == 90)
        #expect(ActiveTime.seconds([]) == 0)
    }
}
