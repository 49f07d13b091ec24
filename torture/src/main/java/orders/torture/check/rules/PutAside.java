package orders.torture.check.rules;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import orders.torture.history.Place;

/// What is no command was put aside, once each, and no command of ours was.
///
/// Nobody may know where a record of an outsider has arrived; it has one dead letter at most.
public final class PutAside implements Rule {

  @Override
  public String name() {
    return "put-aside";
  }

  @Override
  public void check(Dossier dossier, Findings findings) {
    Facts.Aside aside = dossier.facts().aside();
    Map<Place, Integer> letters = new HashMap<>();
    aside.letters().forEach(origin -> letters.merge(origin, 1, Integer::sum));
    for (Place place : aside.planted()) {
      findings.count("planted", 1);
      int many = letters.getOrDefault(place, 0);
      if (many != 1) {
        findings.broken(place.toString(), "one dead letter", many + " of them");
      }
    }
    Set<Place> planted = new HashSet<>(aside.planted());
    letters.forEach(
        (origin, many) -> {
          findings.count("letters", many);
          if (origin.partition() < 0) {
            findings.broken(origin.toString(), "a dead letter that says where it stood", "none");
          }
          if (many > 1 && !planted.contains(origin)) {
            findings.broken(origin.toString(), "one dead letter at most", many + " of them");
          }
        });
    ours(dossier).stream()
        .filter(message -> letters.containsKey(place(message)))
        .forEach(
            message ->
                findings.broken(place(message).toString(), "to be carried out", "a dead letter"));
  }

  /// What clients and policies wrote for certain.
  private static List<Message> ours(Dossier dossier) {
    Set<Effects.Due> derived = new HashSet<>();
    Effects.each(dossier.facts(), (_, due) -> derived.add(due));
    return dossier.facts().messages().stream()
        .filter(
            message ->
                dossier.attempts().containsKey(message.id())
                    || derived.contains(new Effects.Due(message.topic(), message.id())))
        .toList();
  }

  private static Place place(Message message) {
    return new Place(message.topic(), message.partition(), message.offset());
  }
}
