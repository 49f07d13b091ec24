package orders.sim;

/// A transaction of one producer: what it wrote counts once it is committed.
public final class Txn {

  private boolean open = true;
  private boolean committed;

  boolean open() {
    return open;
  }

  boolean aborted() {
    return !open && !committed;
  }

  public void commit() {
    end(true);
  }

  public void abort() {
    end(false);
  }

  private void end(boolean commits) {
    if (!open) {
      throw new IllegalStateException("the transaction has ended");
    }
    open = false;
    committed = commits;
  }
}
