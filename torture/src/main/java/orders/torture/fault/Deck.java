package orders.torture.fault;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// The order in which faults have their turns: each once before one comes again, and a quarter of
/// all periods quiet, however few faults there are.
final class Deck {

  private static final int FAULTS_PER_QUIET = 3;

  private final List<Fault> faults;
  private final Dice dice;
  private final List<Optional<Fault>> cards = new ArrayList<>();

  Deck(List<Fault> faults, Dice dice) {
    this.faults = List.copyOf(faults);
    this.dice = dice;
  }

  /// The next; empty for a quiet period.
  Optional<Fault> draw() {
    if (cards.isEmpty()) {
      int quiet = (faults.size() + FAULTS_PER_QUIET - 1) / FAULTS_PER_QUIET;
      faults.forEach(fault -> cards.add(Optional.of(fault)));
      cards.addAll(Collections.nCopies(quiet, Optional.empty()));
    }
    return cards.remove(dice.below(cards.size()));
  }
}
