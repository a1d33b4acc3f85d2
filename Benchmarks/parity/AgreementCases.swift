/// Cases of coefficients of agreement.
let agreementCases: [ParityCase] = []
