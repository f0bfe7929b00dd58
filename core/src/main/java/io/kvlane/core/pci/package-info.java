/**
 * The PCI tree of a node and how far two of its devices are from each other.
 *
 * <p>Immutable; sources are Documentation/ABI/testing/sysfs-bus-pci of Linux and, for access
 * control services, the PCI Express Base Specification.
 */
@NullMarked
package io.kvlane.core.pci;

import org.jspecify.annotations.NullMarked;
