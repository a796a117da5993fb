/// Follows a walk through a value and says which path rule holds where.
///
/// A rule holds for its place and everything in it. Where several do: the one with more named steps, then the one that
/// matched deeper, then the one with fewer `**`, then the one that shows less.
struct PathMatcher: Sendable {
    private let rules: [PathRule]
    /// Named steps and `**` of each rule, counted once.
    private let ranks: [(named: Int, deep: Int)]

    var isEmpty: Bool { rules.isEmpty }

    init(_ rules: [PathRule]) {
        self.rules = rules
        ranks = rules.map { ($0.path.namedSteps, $0.path.deepSteps) }
    }

    /// Where a walk stands: what may still match, and what holds.
    struct State: Sendable {
        fileprivate struct Position: Sendable, Hashable {
            let rule: Int
            let step: Int
        }

        fileprivate var open: [Position] = []
        fileprivate var depth = 0
        fileprivate var best: Position?
        fileprivate var bestDepth = 0
        /// What the most specific rule says.
        fileprivate(set) var effect: PathRule.Effect?
        /// Whether a rule that says something else may match further in.
        fileprivate(set) var mayChange = false

        var isRemoved: Bool { effect == .action(.remove) }
        var action: RedactionAction? { if case .action(let action)? = effect { action } else { nil } }
        var kind: PIIKind? { if case .kind(let kind)? = effect { kind } else { nil } }
    }

    var start: State {
        var state = State()
        for rule in rules.indices { open(rule, 0, in: &state) }
        finish(&state)
        return state
    }

    /// The state one key further in.
    func state(_ state: State, under key: String) -> State {
        var next = State()
        next.depth = state.depth + 1
        next.best = state.best
        next.bestDepth = state.bestDepth
        for position in state.open {
            let steps = rules[position.rule].path.steps
            switch steps[position.step] {
            case .anyDepth: open(position.rule, position.step, in: &next)
            case .any: open(position.rule, position.step + 1, in: &next)
            case .key(let name) where key.utf8.elementsEqual(name): open(position.rule, position.step + 1, in: &next)
            case .key: break
            }
        }
        finish(&next)
        return next
    }

    func state(of path: [String]) -> State {
        path.reduce(start) { state($0, under: $1) }
    }

    private func open(_ rule: Int, _ step: Int, in state: inout State) {
        let position = State.Position(rule: rule, step: step)
        let steps = rules[rule].path.steps
        guard step < steps.count else {
            if wins(rule, state.depth, over: state.best?.rule, state.bestDepth) {
                state.best = position
                state.bestDepth = state.depth
            }
            return
        }
        if !state.open.contains(position) { state.open.append(position) }
        // `**` is no step at all, too.
        if steps[step] == .anyDepth { open(rule, step + 1, in: &state) }
    }

    private func finish(_ state: inout State) {
        state.effect = state.best.map { rules[$0.rule].effect }
        state.mayChange = state.open.contains { position in
            rules[position.rule].effect != state.effect
                && wins(position.rule, .max, over: state.best?.rule, state.bestDepth)
        }
    }

    private func wins(_ rule: Int, _ depth: Int, over other: Int?, _ otherDepth: Int) -> Bool {
        guard let other else { return true }
        if ranks[rule].named != ranks[other].named { return ranks[rule].named > ranks[other].named }
        if depth != otherDepth { return depth > otherDepth }
        if ranks[rule].deep != ranks[other].deep { return ranks[rule].deep < ranks[other].deep }
        return rules[rule].effect.caution > rules[other].effect.caution
    }
}

extension PathRule.Effect {
    fileprivate var caution: Int {
        switch self {
        case .action(let action): action.caution
        case .kind: RedactionAction.placeholder.caution
        }
    }
}
