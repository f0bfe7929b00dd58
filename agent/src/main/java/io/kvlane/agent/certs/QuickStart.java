package io.kvlane.agent.certs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;

/**
 * A directory with an authority and the certificate that all agents may share. The authority is
 * made once and signs again when the agents' certificate is to be replaced; its key is needed
 * nowhere but there.
 *
 * @param directory where the files are
 */
public record QuickStart(Path directory) {

  private static final Duration AUTHORITY_LASTS = Duration.ofDays(3650);

  /** What agents present to each other. */
  public Path agentCertificate() {
    return directory.resolve("agent.crt");
  }

  /** Its key. */
  public Path agentKey() {
    return directory.resolve("agent.key");
  }

  /** The authority's certificate, which agents check each other's with. */
  public Path authorityCertificate() {
    return directory.resolve("ca.crt");
  }

  /** The authority's key, which belongs on no node. */
  public Path authorityKey() {
    return directory.resolve("ca.key");
  }

  /** Whether there is a certificate for agents already. */
  public boolean hasAgent() {
    return Files.exists(agentCertificate()) || Files.exists(agentKey());
  }

  /**
   * Makes directory and authority where they are missing, and a new certificate for agents.
   *
   * @param now the time from which they hold
   * @param agentLasts how long the agents' certificate holds
   * @return whether the authority is new
   * @throws IOException when a file cannot be read or written
   * @throws GeneralSecurityException when what is there is no authority
   */
  public boolean make(Instant now, Duration agentLasts)
      throws IOException, GeneralSecurityException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    Issuer issuer = new Issuer(now);
    boolean isNew = !Files.exists(authorityCertificate());
    if (isNew) {
      PemFiles.write(issuer.authority(AUTHORITY_LASTS), authorityCertificate(), authorityKey());
    }
    Identity authority = PemFiles.read(authorityCertificate(), authorityKey());
    PemFiles.write(issuer.agent(authority, agentLasts), agentCertificate(), agentKey());
    return isNew;
  }
}
