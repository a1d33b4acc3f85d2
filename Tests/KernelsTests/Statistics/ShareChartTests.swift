import Foundation
import Testing
@testable import Kernels

@Suite("Chart of a share")
struct ShareChartTests {
    private static func meanTrials(_ chart: ShareChart, at share: Double, runs: Int) -> Double {
        var (random, trials) = (SeededRandom(seed: 11), 0)
        for _ in 0..<runs {
            var sum = 0
            repeat {
                sum = chart.after(sum, random.uniform() < share)
                trials += 1
            } while sum < chart.height
        }
        return Double(trials) / Double(runs)
    }

    @Test("the computed number of trials is what simulated charts need", arguments: [(0.1, 0.3), (0.05, 0.1), (0.4, 0.6)])
    func simulated(usual: Double, shifted: Double) {
        let chart = ShareChart(usual: usual, shifted: shifted, trialsBetweenAlarms: 400)
        for share in [usual, shifted] {
            let computed = chart.trialsToAlarm(at: share), seen = Self.meanTrials(chart, at: share, runs: 3000)
            #expect(abs(seen / computed - 1) < 0.08, "\(seen) for \(computed)")
        }
    }

    @Test("the height is the least that keeps what was asked for", arguments: [(0.02, 0.04, 20_000.0), (0.065, 0.13, 25_550), (0.3, 0.5, 1000), (0.5, 0.75, 5000)])
    func height(usual: Double, shifted: Double, asked: Double) {
        let chart = ShareChart(usual: usual, shifted: shifted, trialsBetweenAlarms: asked)
        #expect(chart.trialsToAlarm(at: usual) >= asked)
        #expect(ShareChart(usual: usual, shifted: shifted, trialsBetweenAlarms: asked / 2).height < chart.height)
        #expect(chart.trialsToAlarm(at: shifted) < asked / 10)
        let middle = Double(chart.down) / Double(chart.up + chart.down)
        #expect(middle > usual && middle < shifted)
    }

    @Test("the sum never falls below 0")
    func floor() {
        let chart = ShareChart(usual: 0.1, shifted: 0.2, trialsBetweenAlarms: 100)
        #expect(chart.after(0, false) == 0 && chart.after(0, true) == chart.up && chart.after(chart.down + 1, false) == 1)
    }
}
