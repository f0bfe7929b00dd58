package io.kvlane.agent.state;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The node conditions in Kubernetes that agents on this machine keep. As {@link StateFile}. */
public final class ConditionStore {

  private final StateFile<Content> file;

  /**
   * The store of a machine.
   *
   * @param machineId identity of this machine, empty when it has none
   */
  public ConditionStore(StateDirectory directory, Optional<String> machineId) {
    this.file = new StateFile<>(directory, "conditions.json", machineId, Content.class);
  }

  /**
   * A condition.
   *
   * @param node name of the node that has it
   * @param type its type
   */
  public record Kept(String node, String type) implements Comparable<Kept> {

    @Override
    public int compareTo(Kept other) {
      int byNode = node.compareTo(other.node);
      return byNode != 0 ? byNode : type.compareTo(other.type);
    }
  }

  /** The file's content. */
  record Content(int version, String machineId, List<Kept> conditions) implements StateFile.Saved {}

  /** The conditions that are kept; a file that cannot be understood says nothing. */
  public Set<Kept> load() {
    try {
      return file.<Set<Kept>>load(content -> new TreeSet<>(content.conditions()))
          .orElseGet(TreeSet::new);
    } catch (IOException e) {
      return new TreeSet<>();
    }
  }

  /** Takes note of one more. */
  public void add(Kept kept) throws IOException {
    Set<Kept> all = load();
    if (all.add(kept)) {
      save(all);
    }
  }

  /** Forgets one. */
  public void remove(Kept kept) throws IOException {
    Set<Kept> all = load();
    if (all.remove(kept)) {
      save(all);
    }
  }

  private void save(Set<Kept> all) throws IOException {
    file.save(new Content(StateFile.VERSION, file.machineId(), List.copyOf(all)));
  }
}
