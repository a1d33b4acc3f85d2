/// Cases of labels that a model contradicts.
let confidentCases: [ParityCase] = []
