/// Cases of comparisons of two.
let pairCases: [ParityCase] = []
