/**
 * The host as sysfs and procfs show it: plain Java under a root that can be moved.
 *
 * <p>One reader a kernel class. What is not there is absent, what cannot be read is absent as well
 * where one value of many is concerned: one unreadable counter must not hide the others. These
 * classes load no native library and run in the agent. They remember nothing but counters that
 * cannot be read, never throw for what they find, and are safe for every thread.
 */
@NullMarked
package io.kvlane.probes.host;

import org.jspecify.annotations.NullMarked;
