import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import RadioGroup, { type RadioGroupProps } from '@cloudscape-design/components/radio-group';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEffect, useState, type Ref } from 'react';
import { SHORTEST_PASSPHRASE } from '../../../core/model-key.ts';
import type { KeyVault } from '../../../core/ports/key-vault.ts';

type Way = 'memory' | 'passkey' | 'passphrase';

export type Remember = {
  way: Way;
  setWay: (way: Way) => void;
  passphrase: string;
  setPassphrase: (text: string) => void;
  canUsePasskey: boolean;
  problem: string | undefined;
  /** Keeps the key, which is in memory, as was chosen. */
  apply: (id: string) => Promise<void>;
};

/** How a key is to be kept. */
export function useRemember(keys: KeyVault): Remember {
  const [way, setWay] = useState<Way>('memory');
  const [passphrase, setPassphrase] = useState('');
  const [canUsePasskey, setCanUsePasskey] = useState(false);
  useEffect(() => {
    let dropped = false;
    keys.canUsePasskey().then(
      (can) => {
        if (!dropped) setCanUsePasskey(can);
      },
      (error: unknown) => console.warn(error),
    );
    return () => {
      dropped = true;
    };
  }, [keys]);
  const short = way === 'passphrase' && passphrase.length < SHORTEST_PASSPHRASE;
  return {
    way,
    setWay,
    passphrase,
    setPassphrase,
    canUsePasskey,
    problem: short ? `Wants ${SHORTEST_PASSPHRASE} characters at least: a few words that nobody guesses.` : undefined,
    apply: async (id) => {
      if (way === 'passkey') await keys.remember(id, { passkey: true });
      if (way === 'passphrase') await keys.remember(id, { passphrase });
      setPassphrase('');
    },
  };
}

type RememberFieldsProps = { remember: Remember; ways?: Ref<RadioGroupProps.Ref> };

export function RememberFields({ remember, ways: group }: RememberFieldsProps) {
  const { way, setWay, passphrase, setPassphrase, canUsePasskey, problem } = remember;
  const ways: readonly Way[] = ['memory', 'passkey', 'passphrase'];
  return (
    <SpaceBetween size="xs">
      <FormField label="Keep it">
        <RadioGroup
          ref={group}
          value={way}
          items={[
            { value: 'memory', label: 'Until this tab is closed', description: 'Nothing of it is stored.' },
            {
              value: 'passkey',
              label: 'On this device, encrypted by a passkey',
              description: canUsePasskey
                ? 'Unlocked by your fingerprint, face or security key.'
                : 'This browser has no passkey that can encrypt.',
              disabled: !canUsePasskey,
            },
            {
              value: 'passphrase',
              label: 'On this device, encrypted by a passphrase',
              description: 'You are asked for it once a visit. It cannot be recovered.',
            },
          ]}
          onChange={({ detail }) => setWay(ways.find((each) => each === detail.value) ?? 'memory')}
        />
      </FormField>
      {way === 'passphrase' && (
        <FormField label="Passphrase" {...(problem === undefined ? {} : { constraintText: problem })}>
          <Input
            type="password"
            autoComplete={false}
            value={passphrase}
            onChange={({ detail }) => setPassphrase(detail.value)}
            nativeInputAttributes={{ autoComplete: 'new-password' }}
          />
        </FormField>
      )}
    </SpaceBetween>
  );
}
