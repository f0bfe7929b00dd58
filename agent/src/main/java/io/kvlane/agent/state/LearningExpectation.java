package io.kvlane.agent.state;

import io.kvlane.core.path.Expectation;
import io.kvlane.core.path.ExpectedPath;
import io.kvlane.core.path.LearnedExpectation;
import io.kvlane.core.path.PathClass;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The expectation in force: the operator's, else what the node's resources say, unless more was
 * learned. What was learned is kept on disk as soon as it is. A disk that cannot be written costs
 * nothing but the memory across a restart. One thread.
 */
public final class LearningExpectation {

  private final Optional<ExpectedPath> configured;
  private final Supplier<Optional<ExpectedPath>> allocatable;
  private final ExpectationStore store;
  private LearnedExpectation learned = LearnedExpectation.NONE;
  private boolean onDisk;
  private boolean unsaved;
  private Optional<String> problem = Optional.empty();

  /**
   * An expectation that begins with what the store holds.
   *
   * @param configured the operator's expectation
   */
  public LearningExpectation(Optional<ExpectedPath> configured, ExpectationStore store) {
    this(configured, Optional::empty, store);
  }

  /**
   * An expectation that begins with what the store holds.
   *
   * @param configured the operator's expectation
   * @param allocatable asked for what the node's resources say
   */
  public LearningExpectation(
      Optional<ExpectedPath> configured,
      Supplier<Optional<ExpectedPath>> allocatable,
      ExpectationStore store) {
    this.configured = configured;
    this.allocatable = allocatable;
    this.store = store;
  }

  /**
   * Looks at the store: `kvlane expectation reset` may have removed what was learned, and what
   * could not be written before may be written now.
   */
  public void refresh(Instant now) {
    Optional<ExpectedPath> stored;
    try {
      stored = store.load().map(ExpectationStore.Learned::path);
      problem = Optional.empty();
    } catch (IOException e) {
      problem = Optional.of(String.valueOf(e.getMessage()));
      return;
    }
    boolean wasReset = stored.isEmpty() && onDisk;
    onDisk = stored.isPresent();
    if (wasReset) {
      learned = LearnedExpectation.NONE;
      unsaved = false;
    } else if (unsaved) {
      save(now);
    } else if (stored.isPresent() && !stored.equals(learned.learned())) {
      learned = LearnedExpectation.of(stored.get());
    }
  }

  /** Learns from one verified run of intent {@code default}. */
  public void learn(PathClass shown, Instant now) {
    LearnedExpectation next = learned.after(shown);
    boolean raised = !next.learned().equals(learned.learned());
    learned = next;
    if (raised) {
      save(now);
    }
  }

  private void save(Instant now) {
    unsaved = true;
    try {
      store.save(new ExpectationStore.Learned(learned.learned().orElseThrow(), now));
      unsaved = false;
      onDisk = true;
      problem = Optional.empty();
    } catch (IOException e) {
      problem = Optional.of("the learned expectation cannot be saved: " + e.getMessage());
    }
  }

  /** The expectation in force, empty when nothing says what to expect. */
  public Optional<Expectation> current() {
    return configured
        .map(path -> new Expectation(path, Expectation.Source.CONFIGURATION))
        .or(this::offeredOrLearned);
  }

  /**
   * Resources say that there is RDMA, and nothing of GPUs: more than that may have been learned.
   */
  private Optional<Expectation> offeredOrLearned() {
    Optional<ExpectedPath> offered = allocatable.get();
    boolean isOffered =
        offered
            .filter(path -> learned.learned().filter(more -> more.isHigherThan(path)).isEmpty())
            .isPresent();
    return isOffered
        ? offered.map(path -> new Expectation(path, Expectation.Source.ALLOCATABLE))
        : learned.learned().map(path -> new Expectation(path, Expectation.Source.LEARNED));
  }

  /** Why the store could not be read or written, empty when it could. */
  public Optional<String> problem() {
    return problem;
  }
}
