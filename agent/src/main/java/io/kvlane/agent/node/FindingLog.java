package io.kvlane.agent.node;

import io.kvlane.core.finding.Finding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/** Logs findings when they come and when they go, not while they last. One thread. */
public final class FindingLog {

  private static final Logger LOG = Logger.getLogger(FindingLog.class);

  private Map<String, Finding> lasting = Map.of();

  /** Compares the findings of now with those of before. */
  public void update(List<Finding> findings) {
    Map<String, Finding> now = new LinkedHashMap<>();
    findings.forEach(finding -> now.put(finding.rule() + " " + finding.subject(), finding));
    now.forEach((key, finding) -> {
      if (!lasting.containsKey(key)) {
        LOG.warnf(
            "%s %s: %s Fix: %s", finding.severity().label(), key, finding.summary(), finding.fix());
      }
    });
    lasting
        .keySet()
        .forEach(key -> {
          if (!now.containsKey(key)) {
            LOG.infof("gone: %s", key);
          }
        });
    lasting = now;
  }
}
