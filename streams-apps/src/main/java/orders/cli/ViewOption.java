package orders.cli;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import orders.app.ViewGroup;
import orders.codec.Codecs;

/// The views that a command was asked about.
final class ViewOption {

  private ViewOption() {}

  /// @throws Failure when there is no such view
  static List<ViewGroup> groups(Codecs codecs, Optional<String> view) {
    List<ViewGroup> all = ViewGroup.all(codecs);
    return view.map(name -> List.of(one(all, name))).orElse(all);
  }

  private static ViewGroup one(List<ViewGroup> all, String name) {
    return all.stream()
        .filter(group -> group.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new Failure(
                    ExitCodes.USAGE,
                    "there is no view " + name,
                    "one of "
                        + all.stream().map(ViewGroup::name).collect(Collectors.joining(", "))));
  }
}
