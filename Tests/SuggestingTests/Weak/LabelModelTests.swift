import Kernels
import Testing
@testable import Suggesting

@Suite("Label model")
struct LabelModelTests {
    @Test("moments are shares of items with both votes")
    func moments() throws {
        let votes = try RuleVotes(table: [0, 1, -1, 1, 0, 1, 0, -1, 1, -1, -1, -1], ruleCount: 3, classCount: 2)
        let moments = try RuleMoments(votes)
        for a in 0..<6 {
            for b in 0..<6 {
                let both = (0..<4).filter { item in
                    let own = votes.votes(of: item).map { $0.rule * 2 + $0.class }
                    return own.contains(a) && own.contains(b)
                }
                #expect(moments.shares[a * 6 + b] == Double(both.count) / 4)
            }
        }
        #expect((0..<3).map { moments.coverage($0) } == [0.75, 0.5, 0.5])
    }

    @Test("the gradient is that of the misfit")
    func gradient() throws {
        let moments = try RuleMoments(DrawnRules(300).votes)
        let (balance, d) = ([0.5, 0.3, 0.2], moments.columnCount)
        let start = (0..<d * 3).map { Double($0 % 7) / 10 }
        let point = (0..<d * 3).map { Double($0 % 5) / 9 + 0.05 }
        let l2 = 0.3
        func loss(_ mu: [Double]) -> Double {
            var sum = 0.0
            for a in 0..<d {
                for b in 0..<d where a / 3 != b / 3 {
                    let fit = (0..<3).reduce(0.0) { $0 + mu[a * 3 + $1] * balance[$1] * mu[b * 3 + $1] }
                    sum += (moments.shares[a * d + b] - fit) * (moments.shares[a * d + b] - fit)
                }
                let whole = (0..<3).reduce(0.0) { $0 + mu[a * 3 + $1] * balance[$1] } - moments.shares[a * d + a]
                sum += whole * whole
            }
            // The optimiser's weight decay is a penalty of half its square.
            for place in mu.indices { sum += l2 * l2 * (mu[place] - start[place]) * (mu[place] - start[place]) + l2 / 2 * mu[place] * mu[place] }
            return sum
        }
        let gradient = MomentObjective(moments, balance: balance, start: start, l2: l2).gradient(point)
        for place in stride(from: 0, to: d * 3, by: 7) {
            var (up, down) = (point, point)
            up[place] += 1e-6
            down[place] -= 1e-6
            #expect(abs((loss(up) - loss(down)) / 2e-6 - gradient[place]) < 1e-6)
        }
    }

    @Test("every optimiser finds the rules' accuracies", arguments: MomentOptimiser.allCases)
    func optimisers(kind: MomentOptimiser) throws {
        let drawn = try DrawnRules(20_000)
        var model = LabelModel()
        model.optimiser = kind
        model.steps = 1000
        let fitted = try model.fit(RuleMoments(drawn.votes))
        for (weight, quality) in zip(fitted.weights, DrawnRules.quality) { #expect(abs((weight ?? 0) - quality) < 0.05, "\(kind): \(weight ?? 0) for \(quality)") }
    }

    @Test("the triplet method finds them without steps")
    func triplet() throws {
        let settled = try TripletModel().settle(DrawnRules(20_000).votes)
        for (weight, quality) in zip(settled.weights, DrawnRules.quality) { #expect(abs((weight ?? 0) - quality) < 0.03, "\(weight ?? 0) for \(quality)") }
    }

    @Test("three thousand rules do not underflow")
    func many() throws {
        let votes = try RuleVotes((0..<3000).map { (item: 0, rule: $0, class: $0 % 3 == 0 ? 1 : 0) }, itemCount: 1, ruleCount: 3000, classCount: 2)
        let mu = (0..<3000).flatMap { _ in [0.2, 0.1, 0.1, 0.2] }
        let own = RuleLikelihoods(mu: mu, balance: [0.5, 0.5]).probabilities(votes, threads: 1)
        #expect(own[0] == 1 && own[1] >= 0 && own[1] < 1e-100)
    }

    @Test("a silent rule has no weight, and refusals say why")
    func refusals() throws {
        let votes = try RuleVotes(table: [0, 0, 0, -1, 1, 1, 1, -1, 0, 0, 1, -1], ruleCount: 4, classCount: 2)
        #expect(try LabelModel().settle(votes).weights[3] == nil)
        let two = try RuleVotes(table: [0, 0, 1, 1], ruleCount: 2, classCount: 2)
        #expect(throws: WeakError.tooFewRules(2, needed: 3)) { try LabelModel().settle(two) }
        #expect(throws: WeakError.tooFewRules(2, needed: 3)) { try TripletModel().settle(two) }
        var model = LabelModel()
        model.balance = [0.7, 0.7]
        #expect(throws: WeakError.badBalance([0.7, 0.7], classCount: 2)) { try model.settle(votes) }
        model = LabelModel()
        model.learningRate = 1000
        #expect(throws: WeakError.self) { try model.settle(votes) }
    }
}
